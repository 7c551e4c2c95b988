import Bitmaps
import Columns
import Definitions
import Foundation
import Segments

/// Measures a nightly run of segments on generated rows: `scan-probe MEMBERS PAYMENTS SEGMENTS`.
@main
struct ScanProbe {
    static let memberFields = (0..<20).map { index -> ScanField in
        switch index {
        case 0..<10: ScanField("text\(index)", .text)
        case 10..<16: ScanField("integer\(index)", .integer)
        case 16..<18: ScanField("flag\(index)", .boolean)
        default: ScanField("time\(index)", .time)
        }
    }
    static let paymentFields = [
        ScanField("paid_at", .time), ScanField("amount", .integer), ScanField("method", .text),
        ScanField("category", .text), ScanField("shop", .text), ScanField("refunded", .boolean),
    ]
    static let day: Int64 = 86_400_000

    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let (members, payments, segments) = (numbers[0], numbers[1], numbers[2])
        let folder = FileManager.default.temporaryDirectory.path + "/probe-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let memberTable = try table("members", members, members, memberFields, folder)
        let paymentTable = try table("payments", payments, members, paymentFields, folder)
        var random = SystemRandomNumberGenerator()
        let groups = (0..<segments).map { _ in
            (memberGroup(&random), paymentGroup(&random))
        }
        let start = ContinuousClock.now
        let scan = SegmentScan(
            tables: [
                try .init(groups.map(\.0), over: memberTable, zone: .utc),
                try .init(groups.map(\.1), over: paymentTable, zone: .utc),
            ], base: Bitmap(0..<UInt32(members)),
            segments: (0..<segments).map {
                SegmentProgram([.init([.group(table: 0, index: $0), .group(table: 1, index: $0)])])
            })
        tell("plan", start)
        let runner = ScanRunner(threads: 2, memoryLimit: 4 << 30, spillFolder: folder)
        let begin = ContinuousClock.now
        let result = try await scan.run(runner)
        tell("scan of \(segments) segments", begin)
        let reading = ContinuousClock.now
        var total = 0
        for index in 0..<segments { total += result.bitmap(index).count }
        tell("sets put together: \(total) users in all", reading)
        let preview = ContinuousClock.now
        let count = try await GroupScan([groups[0].1], over: paymentTable, zone: .utc, base: nil)
            .counts(ScanRunner(threads: 2))
        tell("one group over payments: \(count[0])", preview)
    }

    static func tell(_ what: String, _ start: ContinuousClock.Instant) {
        let memory = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let lines = memory.split(separator: "\n").filter {
            $0.hasPrefix("RssAnon") || $0.hasPrefix("VmHWM")
        }.map { $0.split(whereSeparator: \.isWhitespace)[1] }
        let line = "\(what): \(ContinuousClock.now - start); KB peak and anonymous: \(lines)\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    static func table(
        _ name: String, _ rows: Int, _ keys: Int, _ fields: [ScanField], _ folder: String
    ) throws -> ScanTable {
        let start = ContinuousClock.now
        let partitioner = RowPartitioner(
            fields: fields, memoryLimit: 1 << 30, spillFolder: folder)
        var seed: UInt64 = 1
        func next(_ limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(limit))
        }
        for first in stride(from: 0, to: rows, by: 1 << 16) {
            let count = min(1 << 16, rows - first)
            let values = fields.enumerated().map { index, field -> ScanValues in
                let distinct = [3, 5, 20, 200, 2000][index % 5]
                switch field.type {
                case .text:
                    var ends: [UInt32] = [0]
                    var bytes: [UInt8] = []
                    for value in 0..<distinct {
                        bytes += Array("v\(value)".utf8)
                        ends.append(UInt32(bytes.count))
                    }
                    return .text(
                        TextBlock(
                            codes: (0..<count).map { _ in UInt32(next(distinct + 1)) }, ends: ends,
                            bytes: bytes))
                case .boolean: return .boolean((0..<count).map { _ in next(2) == 0 })
                case .time:
                    return .time((0..<count).map { _ in Int64(next(63_072_000)) * 1000 })
                default: return .integer((0..<count).map { _ in Int64(next(100_000)) })
                }
            }
            let users = (0..<count).map { row in
                UInt32(rows == keys ? first + row : next(keys))
            }
            try partitioner.append(ScanBatch(keys: users, values: values))
        }
        let source = try partitioner.finish()
        tell("\(name): \(rows) rows made and partitioned, \(source.byteCount >> 20) MB", start)
        let writing = ContinuousClock.now
        try ScanTable.write(source, to: folder + "/" + name, version: "1")
        let table = try ScanTable(folder: folder + "/" + name)
        tell("\(name): written in key order, \(table.byteCount >> 20) MB", writing)
        return table
    }

    static func memberGroup(_ random: inout some RandomNumberGenerator) -> ScanGroup {
        ScanGroup(
            filters: (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let index = Int.random(in: 0..<18, using: &random)
                if index < 10 {
                    return .comparison(
                        Comparison(
                            property: "text\(index)", operator: .isIn,
                            values: (0..<2).map { _ in
                                .text("v\(Int.random(in: 0..<3, using: &random))")
                            }))
                }
                if index < 16 {
                    return .comparison(
                        Comparison(
                            property: "integer\(index)", operator: .atLeast,
                            values: [.integer(Int64.random(in: 0..<20, using: &random) * 5000)]))
                }
                return .comparison(
                    Comparison(
                        property: "flag\(index)", operator: .equals, values: [.boolean(true)]))
            })
    }

    static func paymentGroup(_ random: inout some RandomNumberGenerator) -> ScanGroup {
        let days = Int64([7, 30, 90, 180].randomElement(using: &random) ?? 7)
        let filters: [Filter] = (0..<Int.random(in: 0...2, using: &random)).map { place in
            .comparison(
                place == 0
                    ? Comparison(
                        property: "category", operator: .equals,
                        values: [.text("v\(Int.random(in: 0..<200, using: &random))")])
                    : Comparison(
                        property: "amount", operator: .atLeast,
                        values: [.integer(Int64.random(in: 0..<10, using: &random) * 10_000)]))
        }
        let having: [[AggregateCondition]] = [
            [], [.init(.count, .atLeast, [.integer(Int64.random(in: 1...5, using: &random))])],
            [.init(.count, .equals, [.integer(0)])],
            [
                .init(
                    .sum, of: "amount", .atLeast,
                    [.integer(Int64.random(in: 1...20, using: &random) * 20_000)])
            ], [.init(.countDistinct, of: "shop", .atLeast, [.integer(2)])],
        ]
        return ScanGroup(
            filters: filters,
            range: .init(
                "paid_at", ResolvedRange(from: (730 - days) * day, to: 730 * day)),
            having: having.randomElement(using: &random) ?? [])
    }
}
