import Definitions
import Jobs
import Metadata
import Segments

/// Makes the images of tables of warehouses ahead of the questions, so that the first preview finds them.
///
///     let prepare = PrepareTables(context)
///     try await prepare(["payments"])          // nil: all tables that need it
///     try await prepare.jobs()                 // the same as work for whoever does jobs
///
/// An image holds the fields that people are offered. It is made by the user key, by other keys where the
/// table has none, and by each key by which it was read before. Cost: one pass over the table for each
/// key, about a second for a million rows of twenty fields.
package struct PrepareTables: Sendable {
    package static let kind = "prepare-table"
    /// The setting of the project that turns the work in the background off: `false`.
    package static let setting = "prepare_tables"

    package struct Outcome: Hashable, Sendable {
        package let table: String
        /// False: its image was there already.
        package let isNew: Bool
        package let rowCount: Int
        package let byteCount: Int
    }

    private let context: CatalogueContext
    private var images: TableImages { TableImages(context: context) }

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    /// `names`: tables of warehouses; nil: all of them.
    package func callAsFunction(_ names: [String]? = nil) async throws -> [Outcome] {
        let loaded = try await LoadCatalogue(context)()
        let all = loaded.catalogue.tables.filter { !$0.source.isHome }
        var outcomes: [Outcome] = []
        for table in try names?.map({ try Self.table($0, loaded.catalogue) }) ?? all {
            try Task.checkCancellation()
            outcomes.append(try await prepare(table))
        }
        return outcomes
    }

    private static func table(_ name: String, _ catalogue: Catalogue) throws -> CatalogueTable {
        guard let table = catalogue.table(name) else {
            throw OperationError.unknownTable(
                name, in: "catalogue", known: catalogue.tables.map(\.name))
        }
        guard !table.source.isHome else {
            throw OperationError(
                "The table '\(name)' lies in the home, where it is ready as it is; only tables of "
                    + "warehouses are prepared.")
        }
        return table
    }

    private func prepare(_ table: CatalogueTable) async throws -> Outcome {
        let fields = try await PreparedFields(images, table).choose()
        let isReady = try await isReady(table)
        var (rowCount, byteCount) = (0, 0)
        for key in keys(of: table) {
            let image = try await images.image(of: table, key: key, fields: fields)
            rowCount = image.rowCount + image.nullKeyCount
            byteCount += image.byteCount
        }
        return Outcome(
            table: table.name, isNew: !isReady, rowCount: rowCount, byteCount: byteCount)
    }

    private func keys(of table: CatalogueTable) -> Set<String?> {
        let first: [String?] = table.userKey == nil ? table.keys.keys.map { $0 } : [nil]
        return Set(first + images.keys(of: table))
    }

    private func isReady(_ table: CatalogueTable) async throws -> Bool {
        guard let fields = PreparedFields(images, table).chosen else { return false }
        for key in keys(of: table)
        where try await images.made(of: table, key: key, fields: fields) == nil { return false }
        return true
    }
}

/// The same as jobs, which a scheduler adds by itself.
extension PrepareTables {
    /// One job for each table whose image is missing or of older data. A table whose data have failed to be
    /// read is left alone until they change.
    func jobs(_ records: any JobRecords) async throws -> [JobRecord] {
        guard try await context.metadata.setting(Self.setting) != .boolean(false) else { return [] }
        var jobs: [JobRecord] = []
        let failed = Set(
            try await records.jobs(states: [.failed, .cancelled], limit: 1000).map(\.arguments))
        for table in try await LoadCatalogue(context)().catalogue.tables
        where !table.source.isHome {
            // What cannot be looked at cannot be prepared; whoever asks about it is told why.
            guard let version = try? await images.version(of: table),
                (try? await isReady(table)) == false
            else { continue }
            let arguments: JSONValue = [
                "table": .string(table.name), "data": .string(StableHash.of(version)),
            ]
            guard !failed.contains(arguments) else { continue }
            jobs.append(
                JobRecord(
                    kind: Self.kind, arguments: arguments, key: "prepare:" + table.name,
                    dueAt: context.now, createdAt: context.now))
        }
        return jobs
    }

    /// Does one of these jobs. A table that is gone by then needs nothing.
    func work(on job: JobRecord) async throws {
        let name: String
        do {
            name = try JSONReader(job.arguments).member("table").string()
        } catch {
            throw JobFailure(
                "The job names no table.", remedy: "Nothing: the scheduler adds another.")
        }
        guard try await LoadCatalogue(context)().catalogue.table(name) != nil else { return }
        do {
            _ = try await self([name])
        } catch {
            throw JobFailure.refresh(error)
        }
    }
}
