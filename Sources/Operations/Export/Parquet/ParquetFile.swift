/// A Parquet file with one column of texts, none of them null, written from front to back.
///
///     var file = ParquetFile(column: "user")
///     output(ParquetFile.magic)
///     output(file.page(texts, values: 8192))     // lengths and bytes one after another
///     output(file.footer([("cxm.rows", "8192")]))
///
/// Pages are not compressed. Memory: what the footer says of each million rows.
struct ParquetFile: Sendable {
    static let magic: [UInt8] = Array("PAR1".utf8)
    /// Rows after which a new group of rows begins.
    private static let groupSize = 1_000_000

    /// A group of rows that stand together.
    private struct Group {
        let offset: Int
        var rows = 0
        var bytes = 0
    }

    private let column: String
    private var groups: [Group] = []
    private var offset = magic.count

    init(column: String) {
        self.column = column
    }

    /// A page of values, with its header.
    mutating func page(_ values: [UInt8], values count: Int) -> [UInt8] {
        var header = ThriftCompact()
        header.integer(1, 0)  // a page of data
        header.integer(2, values.count)
        header.integer(3, values.count)
        header.structure(5) { page in
            page.integer(1, count)
            page.integer(2, 0)  // plain
            page.integer(3, 3)  // levels, of which there are none, in runs
            page.integer(4, 3)
        }
        header.end()
        let bytes = header.bytes + values
        if groups.last.map({ $0.rows >= Self.groupSize }) ?? true {
            groups.append(Group(offset: offset))
        }
        groups[groups.count - 1].rows += count
        groups[groups.count - 1].bytes += bytes.count
        offset += bytes.count
        return bytes
    }

    /// What ends the file: its schema, where its groups are, and pairs of words.
    func footer(_ pairs: [(name: String, value: String)]) -> [UInt8] {
        var footer = ThriftCompact()
        footer.integer(1, 1)
        footer.structures(2, [true, false]) { schema, isRoot in
            isRoot ? Self.root(&schema) : Self.leaf(&schema, column)
        }
        footer.long(3, groups.reduce(0) { $0 + $1.rows })
        footer.structures(4, groups) { file, group in
            file.structures(1, [group]) { describe(&$0, $1) }
            file.long(2, group.bytes)
            file.long(3, group.rows)
        }
        footer.structures(5, pairs) { list, pair in
            list.text(1, pair.name)
            list.text(2, pair.value)
        }
        footer.text(6, "cxm")
        footer.end()
        let size = UInt32(footer.bytes.count)
        return footer.bytes + (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
            + Self.magic
    }

    private static func root(_ schema: inout ThriftCompact) {
        schema.text(4, "schema")
        schema.integer(5, 1)
    }

    private static func leaf(_ schema: inout ThriftCompact, _ name: String) {
        schema.integer(1, 6)  // bytes
        schema.integer(3, 0)  // required
        schema.text(4, name)
        schema.integer(6, 0)  // UTF-8
        schema.structure(10) { $0.structure(1) { _ in } }  // a text
    }

    private func describe(_ chunk: inout ThriftCompact, _ group: Group) {
        chunk.long(2, group.offset)
        chunk.structure(3) { chunk in
            chunk.integer(1, 6)
            chunk.integers(2, [0, 3])
            chunk.texts(3, [column])
            chunk.integer(4, 0)  // not compressed
            chunk.long(5, group.rows)
            chunk.long(6, group.bytes)
            chunk.long(7, group.bytes)
            chunk.long(9, group.offset)
        }
    }
}
