import Columns
import Definitions
import EventStore

/// One attribute while an import gathers it: an element for every user number so far.
///
/// Memory: 4 bytes a user for texts and booleans, 9 for the others.
final class GatheredValues {
    let type: DatasetSchema.PropertyType
    /// Texts: 0 no value, else one more than the text's number; booleans 1 false, 2 true.
    private(set) var codes: [UInt32] = []
    private(set) var words: [UInt64] = []
    private(set) var present: [UInt8] = []
    let texts = TextTable()

    init(_ type: DatasetSchema.PropertyType) {
        self.type = type
    }

    func grow(to userLimit: Int) {
        switch type {
        case .text, .boolean:
            codes.append(contentsOf: repeatElement(0, count: userLimit - codes.count))
        case .integer, .time, .number:
            words.append(contentsOf: repeatElement(0, count: userLimit - words.count))
            present.append(contentsOf: repeatElement(0, count: userLimit - present.count))
        }
    }

    /// Drops what lies beyond the last user with a row.
    func cut(to userLimit: Int) {
        codes.removeLast(max(0, codes.count - userLimit))
        words.removeLast(max(0, words.count - userLimit))
        present.removeLast(max(0, present.count - userLimit))
    }

    /// Puts some rows of a batch in their users' places. Cost: a random write a row.
    func put(_ values: PropertyValues, _ rows: [(row: Int, user: Int)]) throws(ColumnError) {
        let presence = values.presence
        func hasValue(_ row: Int) -> Bool {
            presence.isEmpty || presence[row / 64] >> UInt64(row % 64) & 1 == 1
        }
        switch values {
        case .text(let block):
            // `none` wraps around to 0.
            let numbers = try texts.numbers(of: block).map { $0 &+ 1 }
            for (row, user) in rows { codes[user] = numbers[Int(block.codes[row])] }
        case .boolean(let flags, _):
            for (row, user) in rows { codes[user] = hasValue(row) ? flags[row] ? 2 : 1 : 0 }
        case .integer(let numbers, _), .time(let numbers, _):
            for (row, user) in rows {
                words[user] = UInt64(bitPattern: numbers[row])
                present[user] = hasValue(row) ? 1 : 0
            }
        case .number(let numbers, _):
            for (row, user) in rows {
                words[user] = numbers[row].bitPattern
                present[user] = hasValue(row) ? 1 : 0
            }
        }
    }

    /// The texts that some user has, by bytes, and the code of each by the codes in use here.
    func sortedTexts() -> (texts: [[UInt8]], codes: [UInt32]) {
        var isUsed = [Bool](repeating: false, count: texts.count + 1)
        for code in codes { isUsed[Int(code)] = true }
        let used = (1..<max(1, isUsed.count)).filter { isUsed[$0] }
            .map { (code: $0, text: texts.text($0 - 1)) }
            .sorted { $0.text.lexicographicallyPrecedes($1.text) }
        var renumbered = [UInt32](repeating: 0, count: texts.count + 1)
        for (index, entry) in used.enumerated() { renumbered[entry.code] = UInt32(index + 1) }
        return (used.map(\.text), renumbered)
    }
}
