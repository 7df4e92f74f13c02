// A bare SMTP receiver as a process of its own, as fast as Node lets it be: it takes everything, keeps nothing and counts. Over IPC it says
// on which port it listens; asked anything, it tells what it counted since it was asked last.
import { createServer } from 'node:net';

const END = Buffer.from('\r\n.\r\n');
const NOTHING = Buffer.alloc(0);
const HELLO = '250-sink.example.org\r\n250-PIPELINING\r\n250-SIZE 0\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME\r\n';
/** Behind the final dot one envelope may stand in the same read; no sender goes on before its 354. So only the end of a long read is searched. */
const BEHIND_END = 4096;
const HEAD = 16_384;
const [D, E, Q, LF] = Buffer.from('DEQ\n');

let counted = nothing();

/** `octets` stand between DATA and its reply, the final dot among them; `firstAt` is when the first was taken, in milliseconds since 1970; `head` is the beginning of some messages. */
function nothing() {
  return { accepted: 0, octets: 0, firstAt: 0, head: '' };
}

/** One connection, read by read: envelope and body in turn, answered with one write for each read. */
class Session {
  #socket;
  #isBody = false;
  /** Of the last read what the next is read with: a line begun, or what may begin the end of a body. */
  #rest = NOTHING;
  #replies = '220 sink.example.org ESMTP\r\n';

  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => this.#read(bytes));
    this.#answer();
  }

  #read(read) {
    let left = read;
    while (left.length > 0) left = this.#isBody ? this.#body(left) : this.#line(left);
    this.#answer();
  }

  /** Both take what is theirs and give what is left. */
  #body(read) {
    if (counted.head.length < HEAD) counted.head += read.toString('latin1', 0, HEAD);
    const bytes = read.length > BEHIND_END ? read : Buffer.concat([this.#rest, read]);
    const at = bytes.indexOf(END, Math.max(0, bytes.length - BEHIND_END - END.length));
    counted.octets += read.length;
    if (at < 0) {
      this.#rest = bytes.subarray(1 - END.length);
      return NOTHING;
    }
    const left = bytes.subarray(at + END.length);
    counted.octets -= left.length;
    counted.accepted += 1;
    if (counted.accepted === 1) counted.firstAt = performance.timeOrigin + performance.now();
    this.#replies += '250 2.0.0 taken\r\n';
    this.#isBody = false;
    this.#rest = NOTHING;
    return left;
  }

  #line(read) {
    const bytes = this.#rest.length === 0 ? read : Buffer.concat([this.#rest, read]);
    const end = bytes.indexOf(LF);
    if (end < 0) {
      this.#rest = bytes;
      return NOTHING;
    }
    this.#rest = NOTHING;
    this.#command(bytes[0] & ~0x20);
    return bytes.subarray(end + 1);
  }

  /** Told by its first letter. */
  #command(letter) {
    if (letter === D) {
      this.#isBody = true;
      // An empty body ends with a dot on its first line.
      this.#rest = END.subarray(0, 2);
      this.#replies += '354 go on\r\n';
    } else if (letter === E) this.#replies += HELLO;
    else if (letter === Q) {
      this.#replies += '221 2.0.0 bye\r\n';
      this.#answer();
      this.#socket.end();
    } else this.#replies += '250 2.0.0 fine\r\n';
  }

  #answer() {
    if (this.#replies !== '') this.#socket.write(this.#replies, 'latin1');
    this.#replies = '';
  }
}

const server = createServer((socket) => new Session(socket));
process.on('message', () => {
  process.send(counted);
  counted = nothing();
});
process.on('disconnect', () => process.exit());
server.listen({ port: 0, host: '127.0.0.1', backlog: 1000 }, () => process.send({ port: server.address().port }));
