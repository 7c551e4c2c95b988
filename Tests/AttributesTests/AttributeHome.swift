import Attributes
import Columns
import Definitions
import EventStore
import Foundation
import Identities

/// A home in a temporary folder, removed when the last reference goes.
final class AttributeHome {
    let path: String

    init() {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("cxm-test-\(UUID().uuidString)").path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    static let columns: [DatasetSchema.Property] = [
        .init("grade", .text), .init("age", .integer), .init("score", .number),
        .init("agrees", .boolean), .init("joined", .time), .init("empty", .text),
    ]

    /// Imports rows of a table with all `columns`.
    @discardableResult
    func ingest(
        _ rows: [Row], table: String = "members", batchSize: Int = 3, hasTimes: Bool = false
    ) throws -> TableSummary {
        let ingest = try TableIngest(home: path, table: table, attributes: Self.columns)
        for start in stride(from: 0, to: rows.count, by: batchSize) {
            let part = Array(rows[start..<min(rows.count, start + batchSize)])
            try ingest.append(Row.batch(part, hasTimes: hasTimes))
        }
        return try ingest.commit()
    }

    func value(_ user: String, _ name: String, table: String = "members") throws -> Value? {
        let column = try AttributeTable(home: path, name: table).column(name)
        return try Identities(home: path).number(of: user).flatMap { column.value(of: $0) }
    }

    func folder(_ table: String = "members") -> String { "\(path)/tables/\(table)" }

    func names(_ table: String = "members") -> [String] { Folder(folder(table)).names }
}

/// A row of a table with the columns of `AttributeHome.columns`.
struct Row: Hashable {
    var user: String
    var grade: String?
    var age: Int64?
    var score: Double?
    var agrees: Bool?
    var joined: Int64?
    var time: Int64 = 0

    static func batch(_ rows: [Row], hasTimes: Bool) -> TableBatch {
        func presence(_ isPresent: (Row) -> Bool) -> [UInt64] {
            var words = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
            for (index, row) in rows.enumerated() where isPresent(row) {
                words[index / 64] |= 1 << UInt64(index % 64)
            }
            return words
        }
        return TableBatch(
            users: TextBlock(texts: rows.map(\.user)), times: hasTimes ? rows.map(\.time) : nil,
            values: [
                .text(TextBlock(texts: rows.map(\.grade))),
                .integer(rows.map { $0.age ?? 77 }, presence: presence { $0.age != nil }),
                .number(rows.map { $0.score ?? 7.7 }, presence: presence { $0.score != nil }),
                .boolean(rows.map { $0.agrees ?? true }, presence: presence { $0.agrees != nil }),
                .time(rows.map { $0.joined ?? 7 }, presence: presence { $0.joined != nil }),
                .text(TextBlock(texts: rows.map { _ in nil })),
            ])
    }

    func value(_ name: String) -> Value? {
        switch name {
        case "grade": grade.map { .text($0) }
        case "age": age.map { .integer($0) }
        case "score": score.map { .number($0) }
        case "agrees": agrees.map { .boolean($0) }
        case "joined": joined.map { .integer($0) }
        default: nil
        }
    }
}
