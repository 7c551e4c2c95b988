import Attributes
import Behavior
import Columns
import Definitions
import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct UserFiltersTests {
    /// 200 users: number n, every third without a value.
    private func column(
        _ type: DatasetSchema.PropertyType, in folder: URL, _ values: PropertyValues
    ) throws -> AttributeColumn {
        let home = folder.path + "/home"
        let ingest = try TableIngest(
            home: home, table: "t", attributes: [.init("x", type)])
        try ingest.append(
            TableBatch(users: TextBlock(texts: (0..<200).map { "u\($0)" }), values: [values]))
        _ = try ingest.commit()
        return try AttributeTable(home: home, name: "t").column("x")
    }

    private var presence: [UInt64] {
        var words = [UInt64](repeating: 0, count: 4)
        for row in 0..<200 where row % 3 != 0 { words[row / 64] |= 1 << UInt64(row % 64) }
        return words
    }

    private func passing(
        _ column: AttributeColumn, _ operation: Comparison.Operator, _ values: [Value],
        orNull: Bool = false, limit: Int = 300, zone: Zone = .utc
    ) throws -> [Int] {
        let filter = Filter.comparison(
            Comparison(property: "x", operator: operation, values: values, orNull: orNull))
        let mask = try UserFilters([filter], columns: ["x": column], zone: zone)
            .mask(limit: limit)
        return (0..<limit).filter { mask.contains($0) }
    }

    @Test func `users without a value and beyond the table are alike`() async throws {
        try await Fixture.withFolder { folder in
            let column = try column(
                .integer, in: folder, .integer((0..<200).map { Int64($0) }, presence: presence))
            let values = (0..<200).filter { $0 % 3 != 0 }
            let missing = (0..<300).filter { $0 % 3 == 0 || $0 >= 200 }
            #expect(try passing(column, .isSet, []) == values)
            #expect(try passing(column, .isNotSet, []) == missing)
            #expect(try passing(column, .atLeast, [.integer(190)]) == values.filter { $0 >= 190 })
            #expect(
                try passing(column, .notEquals, [.integer(1)]) == values.filter { $0 != 1 })
            #expect(
                try passing(column, .less, [.integer(2)], orNull: true)
                    == (missing + [1]).sorted())
            #expect(try passing(column, .isSet, [], limit: 5) == [1, 2, 4])
        }
    }

    @Test func `times are compared in the question's zone`() async throws {
        try await Fixture.withFolder { folder in
            let hour: Int64 = 3_600_000
            let column = try column(
                .time, in: folder, .time((0..<200).map { Int64($0) * hour }, presence: presence))
            let seoul = try Zone("Asia/Seoul")
            #expect(
                try passing(column, .less, [.text("1970-01-01T15:00:00")], zone: seoul)
                    == [1, 2, 4, 5])
            #expect(
                try passing(column, .less, [.text("1970-01-01T05:00:00")]) == [1, 2, 4])
            let title = UserAttribute(column, zone: seoul).titles.first
            #expect(title == "1970-01-01T10:00:00.000+09:00")
        }
    }

    @Test func `an attribute as ranks has its values in order`() async throws {
        try await Fixture.withFolder { folder in
            let column = try column(
                .number, in: folder,
                .number((0..<200).map { Double(200 - $0 % 4) / 2 }, presence: presence))
            let attribute = UserAttribute(column, zone: .utc)
            #expect(attribute.titles == ["98.5", "99.0", "99.5", "100.0"])
            #expect(attribute.ranks.count == 200)
            #expect(attribute.ranks.prefix(6) == [.max, 2, 1, .max, 3, 2])
        }
    }
}
