/** A binary min-heap of points by the area they span, in which an area may change. */
export class AreaHeap {
  private readonly areas: Float64Array;
  /** Points in heap order: none is smaller than its parent at (slot − 1) >> 1. */
  private readonly points: Uint32Array;
  /** Where each point is in `points`. */
  private readonly slots: Uint32Array;

  /**
   * @param size - number of points
   * @param area - of the point of each index
   */
  constructor(
    private size: number,
    area: (point: number) => number,
  ) {
    this.areas = new Float64Array(size);
    this.points = new Uint32Array(size);
    this.slots = new Uint32Array(size);
    for (let point = 0; point < size; point++) {
      this.areas[point] = area(point);
      this.place(point, point);
    }
    for (let slot = (size >> 1) - 1; slot >= 0; slot--) this.sink(slot);
  }

  /** Takes out the point of the smallest area. The heap must hold one. */
  pop(): number {
    const smallest = this.points[0];
    this.size--;
    this.place(this.points[this.size], 0);
    this.sink(0);
    return smallest;
  }

  /** Gives a point that is still in the heap another area. */
  update(point: number, area: number): void {
    this.areas[point] = area;
    this.rise(this.slots[point]);
    this.sink(this.slots[point]);
  }

  private rise(from: number): void {
    const point = this.points[from];
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (this.areas[this.points[parent]] <= this.areas[point]) break;
      this.place(this.points[parent], slot);
      slot = parent;
    }
    this.place(point, slot);
  }

  private sink(from: number): void {
    const point = this.points[from];
    let slot = from;
    for (let child = 2 * slot + 1; child < this.size; child = 2 * slot + 1) {
      if (child + 1 < this.size && this.areaAt(child + 1) < this.areaAt(child)) child++;
      if (this.areas[point] <= this.areaAt(child)) break;
      this.place(this.points[child], slot);
      slot = child;
    }
    this.place(point, slot);
  }

  private areaAt(slot: number): number {
    return this.areas[this.points[slot]];
  }

  private place(point: number, slot: number): void {
    this.points[slot] = point;
    this.slots[point] = slot;
  }
}
