/// Writes structures in the compact protocol of Thrift, in which Parquet keeps what it knows of itself.
///
///     var thrift = ThriftCompact()
///     thrift.integer(1, 3)       // field 1: the number 3
///     thrift.end()
///
/// Fields of a structure come in ascending order.
struct ThriftCompact {
    private(set) var bytes: [UInt8] = []
    /// The last field's number, for each structure that is open.
    private var fields: [Int] = [0]

    private enum Kind: UInt8 {
        case int32 = 5
        case int64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    mutating func integer(_ field: Int, _ value: Int) {
        open(field, .int32)
        append(value)
    }

    mutating func long(_ field: Int, _ value: Int) {
        open(field, .int64)
        append(value)
    }

    mutating func text(_ field: Int, _ text: String) {
        open(field, .binary)
        append(text)
    }

    mutating func structure(_ field: Int, _ body: (inout ThriftCompact) -> Void) {
        open(field, .structure)
        nested(body)
    }

    mutating func integers(_ field: Int, _ values: [Int]) {
        list(field, values.count, .int32)
        for value in values { append(value) }
    }

    mutating func texts(_ field: Int, _ texts: [String]) {
        list(field, texts.count, .binary)
        for text in texts { append(text) }
    }

    mutating func structures<Element>(
        _ field: Int, _ elements: [Element], _ body: (inout ThriftCompact, Element) -> Void
    ) {
        list(field, elements.count, .structure)
        for element in elements { nested { body(&$0, element) } }
    }

    /// Ends the outermost structure.
    mutating func end() { bytes.append(0) }

    private mutating func nested(_ body: (inout ThriftCompact) -> Void) {
        fields.append(0)
        body(&self)
        fields.removeLast()
        end()
    }

    private mutating func open(_ field: Int, _ kind: Kind) {
        let step = field - fields[fields.count - 1]
        precondition((1...15).contains(step), "Fields ascend.")
        bytes.append(UInt8(step) << 4 | kind.rawValue)
        fields[fields.count - 1] = field
    }

    private mutating func list(_ field: Int, _ count: Int, _ kind: Kind) {
        open(field, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            append(unsigned: UInt64(count))
        }
    }

    private mutating func append(_ text: String) {
        append(unsigned: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Small numbers of either sign become short.
    private mutating func append(_ value: Int) {
        append(unsigned: UInt64(bitPattern: Int64(value << 1 ^ value >> 63)))
    }

    private mutating func append(unsigned value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
