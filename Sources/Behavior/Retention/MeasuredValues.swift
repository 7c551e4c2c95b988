import Columns
import EventStore

/// A property of numbers over one stretch.
struct MeasuredValues: Sendable {
    private var words: [UInt64] = []
    private var presence: [UInt64]?
    private var isDouble = false
    private var isAbsent = true

    mutating func read(_ property: EventPartition.Property?, _ stretch: Stretch) {
        isAbsent = property == nil
        guard let property, stretch.count > 0 else { return }
        if words.count < stretch.count { words = Array(repeating: 0, count: stretch.count) }
        property.values.readWords(from: stretch.first, count: stretch.count, into: &words)
        isDouble = property.values.header.kind == .doubles
        presence = property.presence.map { column in
            var bits = Array(repeating: UInt64(0), count: (stretch.count + 63) / 64)
            column.copyBits(from: stretch.first, count: stretch.count, into: &bits)
            return bits
        }
    }

    /// The value of an event of the stretch.
    func value(_ index: Int) -> Double? {
        guard !isAbsent, presence?.bit(index) ?? true else { return nil }
        let word = words[index]
        return isDouble ? Double(bitPattern: word) : Double(Int64(bitPattern: word))
    }
}
