import Columns
import Definitions
import EventStore
package import Identities
package import Segments
package import Warehouses

/// Gives numbers to the keys of a table's rows: the users' own, or those of another key for one run.
///
/// Not shared between threads.
package final class KeyNumbers {
    private enum Numbers {
        /// The home's users; new ones are taken in. The caller holds the home's lock and commits.
        case users(IdentityWriter)
        case own(TextTable)
    }

    private let numbers: Numbers

    package init(users: IdentityWriter) {
        numbers = .users(users)
    }

    /// Numbers of their own: of accounts, of devices.
    package init() {
        numbers = .own(TextTable())
    }

    /// A number a row; `ScanBatch.noKey` for rows whose key is NULL or empty.
    ///
    /// Integers, and doubles that are whole, have the text of the integer: `7` of a number and `7` of a
    /// text are one key.
    package func numbers(of column: Warehouses.Column) throws -> [UInt32] {
        let block = try Self.block(column)
        var byCode: [UInt32]
        switch numbers {
        case .users(let writer): byCode = try writer.numbers(of: block)
        case .own(let table): byCode = try table.numbers(of: block)
        }
        byCode[0] = ScanBatch.noKey
        return block.codes.map { byCode[Int($0)] }
    }

    /// The keys as texts, empty ones as no value.
    private static func block(_ column: Warehouses.Column) throws -> TextBlock {
        switch column {
        case .text(let texts):
            let all = TextBlock(texts)
            guard texts.hasGaps else { return all }
            let isEmpty = (0..<all.valueCount).map { texts.range(ofValue: $0).isEmpty }
            // An empty text must not become a key, so it is not among the values.
            return TextBlock(codes: all.codes.map { isEmpty[Int($0)] ? 0 : $0 }, values: all)
        case .integer(let column): return digits(column.values, column.presence)
        case .double(let column):
            return TextBlock(
                texts: column.values.indices.map { row in
                    guard column.presence[row] else { return nil }
                    let value = column.values[row]
                    return Int64(exactly: value).map { String($0) } ?? String(value)
                })
        default: throw ScanError.unfitting("a key is a text or a number")
        }
    }

    /// A value a row: equal neighbours share one.
    private static func digits(_ values: [Int64], _ presence: Presence) -> TextBlock {
        var codes: [UInt32] = []
        var ends: [UInt32] = [0]
        var bytes: [UInt8] = []
        var last: Int64?
        for (row, value) in values.enumerated() {
            guard presence[row] else {
                codes.append(0)
                continue
            }
            if last != value {
                append(value, to: &bytes)
                ends.append(UInt32(bytes.count))
                last = value
            }
            codes.append(UInt32(ends.count - 1))
        }
        return TextBlock(codes: codes, ends: ends, bytes: bytes)
    }

    private static func append(_ value: Int64, to bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes[start...].reverse()
    }
}

extension TextBlock {
    /// The values of a block that codes still use, numbered anew.
    init(codes: [UInt32], values: TextBlock) {
        let whole = TextBlock(codes: codes, ends: values.ends, bytes: values.bytes)
        self = whole.picking(Array(codes.indices))
    }
}

extension RowPartitioner {
    /// Takes in all rows of a stream: its first column is the key, the others are the fields in order.
    ///
    /// Cost: what the warehouse takes, and one look-up for each key of a batch.
    package func read(
        _ stream: RowStream, fields: [ScanField], keys: KeyNumbers
    ) async throws {
        while let batch = try await stream.next() {
            let values = zip(fields, batch.columns.dropFirst()).map {
                ScanValues(PropertyValues($1, $0.type))
            }
            try append(ScanBatch(keys: keys.numbers(of: batch.columns[0]), values: values))
        }
    }
}

extension ScanValues {
    init(_ values: PropertyValues) {
        switch values {
        case .text(let block): self = .text(block)
        case .integer(let numbers, let presence): self = .integer(numbers, presence: presence)
        case .number(let numbers, let presence): self = .number(numbers, presence: presence)
        case .boolean(let flags, let presence): self = .boolean(flags, presence: presence)
        case .time(let numbers, let presence): self = .time(numbers, presence: presence)
        }
    }
}
