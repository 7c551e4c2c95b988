import Definitions
import DemoCompany
package import Metadata

/// Gives the demo company's tables the labels by which people know them: 성별: 남자, 여자.
///
/// Labels that somebody has given stay.
package struct SaveDemoLabels: Sendable {
    private let home: Home
    private let metadata: any CatalogueRecords
    private let now: Int64

    /// `now`: milliseconds since 1970 UTC.
    package init(home: Home, metadata: any CatalogueRecords, now: Int64) {
        self.home = home
        self.metadata = metadata
        self.now = now
    }

    package func callAsFunction() async throws {
        for entry in try await LoadCatalogue(home: home, metadata: metadata)().entries {
            guard let demo = Self.table(of: entry.table.source), entry.revision == 0 else {
                continue
            }
            var table = entry.table
            table.labels = LocalizedText(demo.label)
            for index in table.fields.indices {
                let name = Self.column(of: table.fields[index])
                guard let column = demo.columns.first(where: { $0.name == name }) else { continue }
                table.fields[index].labels = LocalizedText(column.label)
                for value in column.values {
                    table.fields[index].valueLabels[value.code] = LocalizedText(value.label)
                }
                if ["birth_year"].contains(name) { table.fields[index].personalData = .indirect }
                if ["referrer_id"].contains(name) { table.fields[index].personalData = .direct }
            }
            try await metadata.save(table, expecting: 0, at: now)
        }
    }

    private static func table(of source: CatalogueTable.Source) -> DemoTable? {
        switch source {
        case .events(FillDemo.dataset), .events(DemoTable.appLog.rawValue): .appLog
        case .attributes(let name) where name == DemoTable.members.rawValue: .members
        default: nil
        }
    }

    /// The demo's name of a field's column.
    private static func column(of field: CatalogueField) -> String {
        switch field.column {
        case HomeTables.eventColumn: "event"
        case HomeTables.timeColumn: "time"
        default: field.column
        }
    }
}

extension LocalizedText {
    fileprivate init(_ label: Label) {
        self.init([.english: label.english, .korean: label.korean])
    }
}
