import Columns
import Definitions
import EventStore
import Segments
import Warehouses

/// The rows of a table of the catalogue as they stream out of what holds it.
struct TableRows {
    let context: CatalogueContext
    let table: CatalogueTable

    /// All rows, put into the order of a key's numbers.
    func partitioned(
        key: String?, fields: [String], numbers: KeySpace,
        into make: ([ScanField]) -> RowPartitioner
    ) async throws -> PartitionedRows {
        let session = try await CatalogueSession(context, for: table)
        do {
            let relation = try await session.relation(of: table)
            let columns = try fields.map { try column($0, of: relation) }
            let partitioner = make(
                zip(fields, columns).map { ScanField($0, $1.type) })
            let keyColumn = try self.key(key, of: relation)
            let stream = try await session.session.rows(
                select([keyColumn] + columns, of: relation).statement)
            while let batch = try await stream.next() {
                try Task.checkCancellation()
                try partitioner.append(
                    ScanBatch(
                        keys: try numbers.numbers(of: batch.columns[0]),
                        values: zip(columns, batch.columns.dropFirst()).map {
                            ScanValues(PropertyValues($1, $0.type))
                        }))
            }
            await session.close()
            return try partitioner.finish()
        } catch {
            await session.close()
            throw error
        }
    }

    /// Every pair of a key's value and a user.
    func mapping(
        key: String, keys: KeySpace, users: KeySpace
    ) async throws -> KeyMapping {
        let session = try await CatalogueSession(context, for: table)
        do {
            let relation = try await session.relation(of: table)
            let stream = try await session.session.rows(
                select(
                    [try self.key(key, of: relation), try self.key(nil, of: relation)], of: relation
                )
                .statement)
            var pairs: (keys: [UInt32], users: [UInt32]) = ([], [])
            while let batch = try await stream.next() {
                try Task.checkCancellation()
                pairs.keys += try keys.numbers(of: batch.columns[0])
                pairs.users += try users.numbers(of: batch.columns[1])
            }
            await session.close()
            return KeyMapping(keys: pairs.keys, users: pairs.users)
        } catch {
            await session.close()
            throw error
        }
    }

    private func select(
        _ columns: [CatalogueRelation.Column], of relation: CatalogueRelation
    ) -> SQLFragment {
        let list = columns.map { "\(name: $0.name)" as SQLFragment }
        return "SELECT \(.joined(list, by: ", ")) FROM (\(relation.query)) AS cxm_rows"
    }

    private func column(
        _ field: String, of relation: CatalogueRelation
    ) throws -> CatalogueRelation.Column {
        guard field == TableImages.timeField else { return try relation.column(of: field) }
        guard let time = relation.time else {
            throw OperationError("The table '\(table.name)' has no time column; register one.")
        }
        return time
    }

    private func key(
        _ name: String?, of relation: CatalogueRelation
    ) throws -> CatalogueRelation.Column {
        guard let found = name.map({ relation.keys[$0] }) ?? relation.user else {
            throw OperationError(
                "The table '\(table.name)' has no "
                    + (name.map { "key '\($0)'" } ?? "user key") + " that can be read; register it."
            )
        }
        return found
    }
}

extension ScanValues {
    fileprivate init(_ values: PropertyValues) {
        switch values {
        case .text(let block): self = .text(block)
        case .integer(let numbers, let presence): self = .integer(numbers, presence: presence)
        case .number(let numbers, let presence): self = .number(numbers, presence: presence)
        case .boolean(let flags, let presence): self = .boolean(flags, presence: presence)
        case .time(let times, let presence): self = .time(times, presence: presence)
        }
    }
}
