import Columns
import Foundation
import Testing

@Suite struct PostingTests {
    /// A partition's columns with users up to number 200,000, whose events have codes below 9.
    private static func columns(in folder: String) throws -> (
        PostingCollection.Columns, events: [(user: Int, time: UInt32, code: Int)]
    ) {
        var state: UInt64 = 5
        func random(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        var events: [(user: Int, time: UInt32, code: Int)] = []
        var offsets: [UInt32] = []
        let users = (0..<3000).map { _ in UInt32(random(200_000)) }
        let numbers = Set(users).filter { $0 >> 16 != 1 }.sorted()
        for number in numbers {
            offsets.append(UInt32(events.count))
            var time: UInt32 = 0
            for _ in 0...random(5) {
                time += UInt32(random(1000))
                events.append((Int(number), time, Int(random(9))))
            }
        }
        offsets.append(UInt32(events.count))
        func write<Element: BitwiseCopyable>(_ name: String, _ values: [Element]) throws -> Column {
            let path = folder + "/" + name
            var writer = try ColumnWriter(
                path: path, kind: .codes, width: MemoryLayout<Element>.size)
            try writer.append(values)
            _ = try writer.finish()
            return try Column(path: path)
        }
        let columns = PostingCollection.Columns(
            users: try write("users", numbers), offsets: try write("offsets", offsets),
            times: try write("time", events.map(\.time)),
            events: try write("event", events.map { UInt8($0.code) }))
        return (columns, events)
    }

    @Test func `lists hold the users and times of their events, block by block`() throws {
        let folder = NSTemporaryDirectory() + "cxm-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (columns, events) = try Self.columns(in: folder)
        let codes = [7, 2, 5]
        let counts = codes.map { code in events.count { $0.code == code } }
        let lists = PostingCollection(codes: codes, counts: counts, columns)
        #expect(columns.blockCount == 4)
        let ends = lists.starts.dropFirst() + [UInt32(lists.users.count)]
        for (list, code) in codes.enumerated() {
            for block in 0..<4 {
                let place = list * 4 + block
                let found = Int(lists.starts[place])..<Int(Array(ends)[place])
                let expected = events.filter { $0.code == code && $0.user >> 16 == block }
                #expect(found.count == expected.count)
                #expect(lists.users[found].map { Int($0) + block << 16 } == expected.map(\.user))
                #expect(Array(lists.times[found]) == expected.map(\.time))
            }
        }
        let all = try Column(path: folder + "/event").codeCounts()
        #expect((0..<9).allSatisfy { code in all[code] == events.count { $0.code == code } })
        #expect(all.reduce(0, +) == events.count)
    }
}
