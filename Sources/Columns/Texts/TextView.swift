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
    func isText(_ number: UInt32, _ start: UnsafeRawPointer, _ length: Int) -> Bool {
        guard unsafe number < count else { return false }
        let from = unsafe self.start(of: number)
        guard unsafe Int(ends[Int(number)]) - from == length else { return false }
        return unsafe Self.areEqual(texts + from, start, length)
    }

    /// Whether so many bytes are the same. Ids are short: a call would cost more than the comparison.
    @inline(__always)
    private static func areEqual(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ length: Int
    ) -> Bool {
        guard length >= 8, length <= 64 else { return unsafe memcmp(left, right, length) == 0 }
        var difference: UInt64 = 0
        var offset = 0
        while offset + 8 < length {
            difference |= unsafe word(left + offset) ^ word(right + offset)
            offset += 8
        }
        // The last eight bytes, some of which may have been compared already.
        return unsafe difference | (word(left + length - 8) ^ word(right + length - 8)) == 0
    }

    @inline(__always)
    private static func word(_ place: UnsafeRawPointer) -> UInt64 {
        unsafe place.loadUnaligned(as: UInt64.self)
    }

    @inline(__always)
    func start(of number: UInt32) -> Int {
        number == 0 ? 0 : unsafe Int(ends[Int(number) - 1])
    }
}
