import { isStandIn } from "./values";

/** UTF-16 units in front of a credential and behind it in which its owner is named. */
const BEFORE = 240;
const AFTER = 160;

/** Names of who logs in, and of the wireless network or host that one logs in to. */
const OWNER =
  /(?<![\p{L}\p{M}])(?:\w{1,24}[_.-])?(?:set|with)?(?:(?:log|sign)(?:ged|ed)?[ -]?in as|user(?:[ _-]?(?:name|id))?|usr|uid|login|account|e-?mail|ssid|benutzer(?:name)?|nutzer(?:name)?|usuario|usu\u00e1rio|utente|utilisateur|identifiant|gebruiker(?:snaam)?|anv\u00e4ndare|bruger(?:navn)?|brukernavn|u(?:\u017c|z)ytkownik|u\u017eivatel|felhaszn\u00e1l\u00f3|kullanici|kullan\u0131c\u0131|k\u00e4ytt\u00e4j\u00e4(?:tunnus)?|\u043b\u043e\u0433\u0438\u043d|\u043f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u0442\u0435\u043b\u044c|\u7528\u6237\u540d?|\u8d26\u53f7|\u30e6\u30fc\u30b6\u30fc\u540d?|\uc544\uc774\ub514)(?:["'\]*)]{0,3}[ \t]{0,8}(?:=>|:=|<-|[=:>\uff1a]| is | ist )[ \t]{0,8}[*_]{0,2}[ \t]?|[ \t]{1,8}(?=["'])|\((?=["']))([bu]?["'\x60]?)([^\s"'\x60,;<>(){}]{2,60})/giu;

/** Of a command. */
const OWNER_OPTION = /(?:^|\s)(?:-[uU] ?|\/u(?:ser)?:)["']?[\w.@\\-]{2,40}/;
const COMMON_OWNER =
  /^(?:root|admin|administrator|sysadmin|dbadmin|superuser|system|postgres|mysql|sa|guest)$/i;

/** Whether somebody to whom a credential from `start` to `end` belongs is named beside it, by a value and not by an expression. */
export function hasOwner(text: string, start: number, end: number, mustBeQuoted: boolean): boolean {
  const around = text.slice(Math.max(0, start - BEFORE), end + AFTER);
  if (OWNER_OPTION.test(around)) return true;
  for (const [, quote, owner] of around.matchAll(OWNER)) {
    if (mustBeQuoted && quote === "") continue;
    if (!isStandIn(owner) || COMMON_OWNER.test(owner)) return true;
  }
  return false;
}
