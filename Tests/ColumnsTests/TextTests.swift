import Columns
import Foundation
import Testing

@Suite struct TextTests {
    @Test func `a table numbers texts as they come`() throws {
        let table = TextTable()
        #expect(
            try table.numbers(of: TextBlock(texts: ["b", nil, "a", "b"])) == [TextTable.none, 0, 1])
        #expect(try table.number(of: Array("a".utf8)) == 1)
        #expect(try table.number(of: []) == 2)
        #expect(table.count == 3 && table.text(0) == [98] && table.text(2) == [])
    }

    @Test func `texts of every length are told apart`() throws {
        let table = TextTable()
        var texts: [[UInt8]] = []
        for length in 0..<40 {
            texts.append(Array(repeating: 0, count: length))
            texts.append(Array(repeating: 255, count: length) + [1])
        }
        for (number, text) in texts.enumerated() {
            #expect(try table.number(of: text) == UInt32(number))
        }
        for (number, text) in texts.enumerated() {
            #expect(try table.number(of: text) == UInt32(number))
        }
        #expect((0..<table.count).map { table.text($0) } == texts)
    }

    @Test func `equal values under different codes get one number`() throws {
        let table = TextTable()
        let block = TextBlock(codes: [1, 2, 3], ends: [0, 1, 2, 3], bytes: [97, 98, 97])
        #expect(try table.numbers(of: block) == [TextTable.none, 0, 1, 0])
    }

    @Test func `a hundred thousand texts survive growing`() throws {
        let table = TextTable()
        let texts = (0..<100_000).map { "text number \($0)" }
        let block = TextBlock(texts: texts)
        let first = try table.numbers(of: block)
        #expect(first.dropFirst().elementsEqual(0..<100_000))
        #expect(try table.numbers(of: block) == first)
    }

    @Test func `a dictionary file gives its texts back`() throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "cxm-texts-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try TextDictionary.write([Array("ios".utf8), [], Array("안녕".utf8)], to: path)
        let dictionary = try TextDictionary(path: path)
        #expect(dictionary.texts == ["ios", "", "안녕"])
        #expect(dictionary.bytes(3) == Array("안녕".utf8))
        try TextDictionary.write([], to: path)
        #expect(try TextDictionary(path: path).count == 0)
    }
}

@Suite struct OrderTests {
    @Test(arguments: [0, 1, 2, 500, 70_000])
    func `radix order is stable and right`(count: Int) {
        var state: UInt64 = 7
        var keys: [UInt64] = (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return (state >> 60) << 40 | (state >> 30) & 0xFF
        }
        var rows = keys.indices.map { UInt32($0) }
        let expected = rows.sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
        let sorted = keys.sorted()
        var radix = RadixOrder()
        radix.sort(&keys, &rows, in: 0..<count)
        #expect(keys == sorted && rows == expected)
        // Only the range is touched.
        guard count > 10 else { return }
        var partly = Array(keys.reversed())
        var order = rows
        radix.sort(&partly, &order, in: 5..<10)
        #expect(partly[0..<5].elementsEqual(keys.reversed()[0..<5]))
        #expect(partly[5..<10].elementsEqual(keys.reversed()[5..<10].sorted()))
    }
}
