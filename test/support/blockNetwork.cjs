// Preloaded into a process: every attempt to open a connection, or to look a name up, is refused and written down.
const { appendFileSync } = require("node:fs");
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

const refuse = (what) =>
  function blocked() {
    appendFileSync(process.env.NETWORK_LOG, `${what}\n`);
    throw new Error(`The network is blocked: ${what}`);
  };

net.Socket.prototype.connect = refuse("net.Socket.connect"); // http, https, tls and fetch all come to it
net.Server.prototype.listen = refuse("net.Server.listen");
dgram.createSocket = refuse("dgram.createSocket");
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
  dns[name] = refuse(`dns.${name}`);
  dns.promises[name] = refuse(`dns.promises.${name}`);
}
