import Columns
import EventStore
import Identities
import Segments
import Warehouses

/// Numbers for the values of one key: users have those of the home, every other key its own.
///
///     let numbers = try KeySpace(home: home, key: nil)
///     let keys = try numbers.numbers(of: block)      // by code
///     try numbers.commit()                           // before anything with these numbers is kept
///
/// Values that are not known get the numbers after the known ones. Not shared between threads.
final class KeySpace {
    private let path: String
    private let known: Identities
    private let fresh = TextTable()

    /// `key`: its name in the catalogue; nil for the user key.
    init(home: Home, key: String?) throws {
        path = key.map { home.path + "/keys/" + $0.fileName } ?? home.path
        known = try Identities(home: path)
    }

    var count: Int { known.count + fresh.count }

    /// Cost: one look-up for each value of the block, two for one that is not known.
    func numbers(of block: TextBlock) throws -> [UInt32] {
        // What is unknown has the number that stands for no key, and so has an empty value.
        var numbers = known.numbers(of: block)
        var unknown = UnknownTexts()
        for code in 1..<max(1, block.valueCount) where numbers[code] == ScanBatch.noKey {
            unknown.add(code, of: block)
        }
        guard !unknown.codes.isEmpty else { return numbers }
        let added = try fresh.numbers(of: unknown.block)
        for (code, number) in zip(unknown.codes, added.dropFirst()) {
            numbers[code] = UInt32(known.count) + number
        }
        return numbers
    }

    /// Makes the new numbers everybody's.
    func commit() throws {
        guard fresh.count > 0 else { return }
        let lock = try HomeLock(home: path)
        let writer = try IdentityWriter(home: path)
        guard writer.count == known.count else {
            throw OperationError(
                "An import has brought new users meanwhile; ask once more.")
        }
        let step = 1 << 16
        for first in stride(from: 0, to: fresh.count, by: step) {
            var texts = UnknownTexts()
            for number in first..<min(first + step, fresh.count) {
                texts.add(fresh.text(number))
            }
            _ = try writer.numbers(of: texts.block)
        }
        try writer.commit()
        withExtendedLifetime(lock) {}
    }
}

/// Texts, one after another, that become a block of their own.
private struct UnknownTexts {
    /// In the block that they come from.
    private(set) var codes: [Int] = []
    private var ends: [UInt32] = [0]
    private var bytes: [UInt8] = []

    var block: TextBlock { TextBlock(codes: [], ends: ends, bytes: bytes) }

    /// Leaves out an empty text, which is no key.
    mutating func add(_ code: Int, of block: TextBlock) {
        let (start, end) = (Int(block.ends[code - 1]), Int(block.ends[code]))
        guard start < end else { return }
        codes.append(code)
        add(block.bytes[start..<end])
    }

    mutating func add(_ text: some Collection<UInt8>) {
        bytes += text
        ends.append(UInt32(bytes.count))
    }
}

extension String {
    /// A name that is safe as one of a file: letters, digits, `-` and `_` stay, all else is written by
    /// its bytes.
    var fileName: String {
        utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == 45 || byte == 95
            return isPlain
                ? String(decoding: [byte], as: UTF8.self) : "%" + String(byte, radix: 16)
        }.joined()
    }
}

extension KeySpace {
    /// A number a row of a column of texts or whole numbers; `noKey` where it has no value.
    func numbers(of column: Warehouses.Column) throws -> [UInt32] {
        let block =
            switch column {
            case .text(let texts): TextBlock(texts)
            case .integer(let numbers):
                TextBlock(
                    texts: numbers.values.indices.map {
                        numbers.presence[$0] ? String(numbers.values[$0]) : nil
                    })
            case .double(let numbers):
                TextBlock(
                    texts: numbers.values.indices.map { row in
                        guard numbers.presence[row] else { return nil }
                        let value = numbers.values[row]
                        return Int64(exactly: value).map { String($0) } ?? String(value)
                    })
            case .boolean, .timestamp, .date:
                throw OperationError("A user's id is a text or a number, not a time or a boolean.")
            }
        let byCode = try numbers(of: block)
        return block.codes.map { byCode[Int($0)] }
    }
}
