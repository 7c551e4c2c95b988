import Attributes
import Columns
import Definitions
import DemoCompany
import EventStore

/// The demo company's members as a table of attributes; it gives the users their numbers, in order.
struct DemoMembers {
    let members: [Member]
    let home: String

    private static let columns: [(name: String, values: @Sendable (Member) -> String?)] = [
        ("gender", { $0.gender.rawValue }),
        ("age_group", { $0.ageGroup.rawValue }),
        ("region", { $0.region.rawValue }),
        ("status", { $0.status.rawValue }),
        ("grade", { $0.grade.rawValue }),
        ("signup_channel", { $0.channel.rawValue }),
        ("referrer_id", { $0.referrer.map { "m" + String(String(10_000_000 + $0).dropFirst()) } }),
    ]
    private static let numbers: [(name: String, values: @Sendable (Member) -> Int64)] = [
        ("birth_year", { Int64($0.birthYear) }), ("age", { Int64($0.age) }),
    ]

    func write() throws {
        let ingest = try TableIngest(
            home: home, table: DemoTable.members.rawValue,
            attributes: Self.columns.map { .init($0.name, .text) }
                + Self.numbers.map { .init($0.name, .integer) })
        let texts = Self.columns.map { column in
            PropertyValues.text(TextBlock(texts: members.map(column.values)))
        }
        let numbers = Self.numbers.map { column in
            PropertyValues.integer(members.map(column.values))
        }
        try ingest.append(
            TableBatch(users: TextBlock(texts: members.map(\.memberID)), values: texts + numbers))
        _ = try ingest.commit()
    }
}
