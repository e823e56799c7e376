import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { letGoOfRequest } from './letGoOfRequest';

describe('letGoOfRequest', () => {
  it('closes the connection of a client that is answered and goes on sending', async () => {
    const server = createServer((req, res) => {
      letGoOfRequest(req, { discardedBytes: 100_000, lingerMs: 300 });
      res.writeHead(413).end('too large');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n');
    let sent = 0;
    const send = () => {
      while (!socket.destroyed) {
        sent += 65_536;
        if (!socket.write(Buffer.alloc(65_536))) break;
      }
    };
    socket.on('drain', send);
    send();

    expect(String((await once(socket, 'data'))[0])).toContain('413');
    // Not once(), to which the reset would be a failure.
    await new Promise(resolve => socket.on('close', resolve));

    // What is discarded, and what the sockets hold.
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    server.close();
    await once(server, 'close');
  });
});
