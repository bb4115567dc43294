/** The few things of cli-progress that we use: it comes without types. */
declare module 'cli-progress' {
  export class SingleBar {
    constructor(options: { format: string; clearOnComplete?: boolean; stream?: NodeJS.WriteStream });
    start(total: number, value: number): void;
    update(value: number): void;
    stop(): void;
  }
}
