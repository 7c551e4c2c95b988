import Definitions
import DemoCompany
import Foundation
package import Warehouses

/// Fills a home with the demo company: its app log as a dataset, its members as a table of
/// attributes, its other tables as CSV files.
///
///     let report = try await FillDemo(home: home, warehouse: duckDB, now: now)(users: 1000, days: 30)
///
/// A home that has the dataset already is left as it is. Cost: about 3 s and 435 MB of disk for 50,000
/// members and 90 days, then the import.
package struct FillDemo: Sendable {
    package static let dataset = "app"

    private let home: Home
    private let warehouse: any Warehouse
    private let now: Int64
    private let progress: ImportEvents.ProgressHandler?

    package init(
        home: Home, warehouse: any Warehouse, now: Int64,
        progress: ImportEvents.ProgressHandler? = nil
    ) {
        self.home = home
        self.warehouse = warehouse
        self.now = now
        self.progress = progress
    }

    /// `lastDay`: like 2026-10-31; nil means yesterday.
    package func callAsFunction(
        users: Int, days: Int, lastDay: String? = nil
    ) async throws -> ImportReport {
        guard !home.datasets.contains(Self.dataset) else { throw OperationError.demoExists(home) }
        let company = try DemoCompany(
            users: users, days: days, lastDay: lastDay ?? yesterday)
        let folder = home.path + "/warehouse"
        let appLog = folder + "/\(DemoTable.appLog.rawValue).csv"
        try DemoFiles(folder: folder).write(company)
        defer { try? FileManager.default.removeItem(atPath: appLog) }
        let report = try await ImportEvents(
            home: home, warehouse: warehouse, now: now, progress: progress)(request(appLog))
        _ = try await ImportTable(
            home: home, warehouse: warehouse, now: now, progress: progress)(members(in: folder))
        return report
    }

    private func members(in folder: String) -> TableRequest {
        TableRequest(
            table: DemoTable.members.rawValue,
            files: ["\(folder)/\(DemoTable.members.rawValue).csv"], user: "member_id",
            types: Self.textTypes(.members))
    }

    private static func textTypes(
        _ table: DemoTable
    ) -> [String: DatasetSchema.PropertyType] {
        Dictionary(
            uniqueKeysWithValues: table.columns.compactMap { column in
                column.kind == .text ? (column.name, .text) : nil
            })
    }

    private func request(_ appLog: String) -> ImportRequest {
        ImportRequest(
            dataset: Self.dataset, files: [appLog],
            mapping: ColumnMapping(
                user: "member_id", time: "time", event: "event", sequence: "event_no",
                roles: ["page": "page", "element": "element", "category": "category"],
                properties: .all),
            types: Self.textTypes(.appLog))
    }

    private var yesterday: String {
        home.zone.date(of: now - TimeSpan.Unit.day.milliseconds).text
    }
}

extension OperationError {
    static func demoExists(_ home: Home) -> OperationError {
        OperationError(
            "\(home.path): The home has a dataset '\(FillDemo.dataset)' already, which is left as it "
                + "is. Choose another home with --home.")
    }
}
