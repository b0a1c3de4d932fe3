/** `navigator.locks`, which jsdom leaves out: one holder of a name at a time, the others wait their turn. */
export class FakeLocks {
  private last = new Map<string, Promise<unknown>>();

  request<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.last.get(name) ?? Promise.resolve()).then(work);
    this.last.set(name, turn.catch(() => undefined));
    return turn;
  }
}
