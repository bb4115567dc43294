import type { Request } from 'express';

const HOST = /^[a-z0-9.-]{1,253}(:\d{1,5})?$/;

/**
 * The origin that the client asked, `http://127.0.0.1:8080`, or '' when its Host header is no plain name: what it
 * prints is copied into articles, so nothing but a name and a port is taken over. The scheme is that of the socket.
 */
export function originOf({
  headers: { host = '' },
  protocol,
}: Pick<Request, 'headers' | 'protocol'>): string {
  const plain = host.toLowerCase();
  return HOST.test(plain) ? `${protocol}://${plain}` : '';
}
