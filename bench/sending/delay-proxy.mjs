// A TCP proxy as a process of its own: hands everything on in order, each way so many milliseconds late, and holds nothing back for its
// amount. Over IPC it says on which port it listens. node bench/sending/delay-proxy.mjs <port to hand on to> <milliseconds>
import { connect, createServer } from 'node:net';

const [target, delay] = process.argv.slice(2).map(Number);

const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
  const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  handOn(near, far);
  handOn(far, near);
});

function handOn(from, to) {
  const late = delayed((bytes) => (bytes === null ? to.end() : to.write(bytes)));
  from.on('data', late);
  from.on('end', () => late(null));
  from.on('error', () => to.destroy());
}

/** Calls with each value when its time has come; one timer for all of them. */
function delayed(call) {
  if (delay === 0) return call;
  const waiting = [];
  const release = () => {
    const now = performance.now();
    while (waiting.length > 0 && waiting[0].due <= now) call(waiting.shift().value);
    if (waiting.length > 0) setTimeout(release, Math.ceil(waiting[0].due - now));
  };
  return (value) => {
    waiting.push({ due: performance.now() + delay, value });
    if (waiting.length === 1) setTimeout(release, delay);
  };
}

process.on('disconnect', () => process.exit());
server.listen({ port: 0, host: '127.0.0.1', backlog: 1000 }, () => process.send({ port: server.address().port }));
