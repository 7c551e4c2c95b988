import Foundation

/// Numbered texts and their hash slots in raw memory: the one place that searches them.
///
/// Text `k` ends at `ends[k]` and starts where the one before ends. A slot is 0 (free) or a number plus
/// one; a text's slots are tried from its hash on. Numbers from `count` on are passed over.
@unsafe
struct TextView {
    let texts: UnsafeRawPointer
    let ends: UnsafePointer<UInt64>
    let slots: UnsafePointer<UInt32>
    /// The number of slots, a power of two, minus one.
    let mask: UInt64
    let count: Int

    /// The number of a text, or the free slot where it belongs.
    @inline(__always)
    func find(
        _ start: UnsafeRawPointer, _ length: Int, hash: UInt64
    ) -> (number: UInt32?, slot: Int) {
        var slot = unsafe hash & mask
        while true {
            let entry = unsafe slots[Int(slot)]
            if entry == 0 { return (nil, Int(slot)) }
            if unsafe isText(entry - 1, start, length) { return (entry - 1, Int(slot)) }
            slot = unsafe (slot &+ 1) & mask
        }
    }

    @inline(__always)
    private func isText(_ number: UInt32, _ start: UnsafeRawPointer, _ length: Int) -> Bool {
        guard unsafe number < count else { return false }
        let from = unsafe self.start(of: number)
        guard unsafe Int(ends[Int(number)]) - from == length else { return false }
        return unsafe memcmp(texts + from, start, length) == 0
    }

    @inline(__always)
    func start(of number: UInt32) -> Int {
        number == 0 ? 0 : unsafe Int(ends[Int(number) - 1])
    }
}
