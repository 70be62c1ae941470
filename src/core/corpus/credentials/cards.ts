/** Thirteen to nineteen digits, alone or in groups, that are no part of a longer number or of a list of numbers. */
const NUMBER =
  /(?<![\w.+#/-]|[\dA-F] )(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|3\d{3}([ -])\d{6}\2\d{5}|[2-6]\d{12,18})(?!\w|[ .-][\dA-F])/g;
/** One in ten numbers passes the check, so that digits without groups are a card's where something says so. */
const CONTEXT =
  /card|visa|master|amex|maestro|credit|debit|payment|\bpan\b|\bcc|cvv|cvc|carte|karte|kort|tarjeta|carta|cart[a\u00e3]o|\u043a\u0430\u0440\u0442|\u5361|\u30ab\u30fc\u30c9/i;
const CONTEXT_UNITS = 400;
/** Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay by their first digits (ISO/IEC 7812). */
const ISSUER =
  /^(?:4(?:\d{12}|\d{15}|\d{18})$|5[1-5]\d{14}$|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}$|3[47]\d{13}$|6(?:011|5\d\d|4[4-9]\d)\d{12}$|3(?:0[0-5]|[68]\d)\d{11}$|35\d{14}$|62\d{14,17}$)/;
/** What processors publish for tests: few different digits, or known from their documentation. */
const TEST_NUMBERS =
  /^(?:4242\d*|4111111111111111|4012888888881881|40000\d*|5555555555554444|5105105105105100|378282246310005|371449635398431|6011111111111117|6011000990139424|30569309025904|38520000023237|3530111333300000|3566002020360505|2223003122003222|5200828282828210)$/;

/** Whether a text has the number of a payment card. */
export function hasPaymentCard(text: string): boolean {
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    const digits = number.replace(/\D/g, "");
    if (
      number === digits &&
      !CONTEXT.test(text.slice(Math.max(0, index - CONTEXT_UNITS), index + CONTEXT_UNITS))
    )
      continue;
    if (ISSUER.test(digits) && passesLuhn(digits) && !TEST_NUMBERS.test(digits) && new Set(digits).size > 4)
      return true;
  }
  return false;
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
