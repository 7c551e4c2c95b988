import Testing
import Warehouses

struct TextColumnTests {
    @Test func `a repeated text is kept once and null is code 0`() {
        var builder = TextColumnBuilder()
        for text in ["a", "a", "", "bc", "a"] { builder.append(text) }
        builder.appendNull()
        let column = builder.finish()
        #expect(column.codes == [1, 1, 2, 3, 1, 0])
        #expect(column.ends == [0, 1, 1, 3])
        #expect(column.bytes == Array("abc".utf8))
        #expect(column.nullCount == 1)
        #expect((0..<6).map { column.string(row: $0) } == ["a", "a", "", "bc", "a", nil])
    }

    @Test func `a finished builder starts anew`() {
        var builder = TextColumnBuilder()
        builder.append("a")
        _ = builder.finish()
        builder.append("a")
        #expect(builder.finish().codes == [1])
    }

    @Test func `presence without nulls needs no bits`() {
        #expect(Presence.all[1_000_000])
        let presence = Presence(words: [0b101], nullCount: 1)
        #expect((0..<3).map { presence[$0] } == [true, false, true])
    }
}
