import Columns
package import Definitions
import EventStore
import Foundation
import Identities

/// An import of one table of attributes, batch by batch; nobody sees it before `commit`, which
/// replaces the whole table.
///
///     let ingest = try TableIngest(
///         home: "cxm-home", table: "members", attributes: [.init("age", .integer)])
///     while let batch = try next() { try ingest.append(batch) }
///     let summary = try ingest.commit()
///
/// A user has one row: the one with the latest time where batches have times, else the last one; of
/// equal times the last. It holds the home's lock until `commit`, `abort` or its end. A crash at any
/// moment, or an error, leaves the table as it was. Memory: for every user number of the home 4 to
/// 9 bytes an attribute. Not shared between threads.
package final class TableIngest {
    package let table: String
    package let attributes: [DatasetSchema.Property]
    private let source: JSONValue
    private let folder: Folder
    private let before: TableManifest?
    private let identities: IdentityWriter
    private var lock: HomeLock?
    private var values: [GatheredValues]
    /// 1 for every user number that has a row.
    private var hasRow: [UInt8] = []
    /// The times of the rows in place, where batches have times.
    private var times: [Int64] = []
    /// Rows taken in so far, and those of them that another row of their user has put aside.
    package private(set) var rowCount = 0
    private var duplicateCount = 0

    /// Throws the store's `locked` where another change of the home is under way.
    package init(
        home: String, table: String, attributes: [DatasetSchema.Property],
        source: JSONValue = .object([])
    ) throws(AttributesError) {
        guard EventDataset.isName(table) else { throw .badTableName(table) }
        for (index, attribute) in attributes.enumerated()
        where attributes[..<index].contains(where: { $0.name == attribute.name }) {
            throw .duplicateAttribute(attribute.name)
        }
        self.table = table
        self.attributes = attributes
        self.source = source
        folder = Folder(AttributeTable.folder(home: home, name: table))
        values = attributes.map { GatheredValues($0.type) }
        do {
            lock = try HomeLock(home: home)
            let manifest = folder.path + "/" + TableManifest.fileName
            before =
                FileManager.default.fileExists(atPath: manifest)
                ? try TableManifest(readingFrom: folder.path) : nil
            identities = try IdentityWriter(home: home)
        } catch {
            throw AttributesError(error)
        }
    }

    deinit {
        abort()
    }

    /// Takes rows in. Throws where a row lacks a user, or columns differ from the plan; the import can
    /// only be aborted then.
    package func append(_ batch: TableBatch) throws(AttributesError) {
        precondition(lock != nil, "the import is not over")
        try check(batch)
        do {
            let numbers = try identities.numbers(of: batch.users)
            grow(to: identities.count)
            let rows = choose(batch, numbers)
            for (index, column) in batch.values.enumerated() {
                try values[index].put(column, rows)
            }
            rowCount += batch.rowCount
        } catch {
            throw AttributesError(error)
        }
    }

    /// Writes the columns, and publishes them with one rename. The import is over afterwards, also
    /// where this throws.
    package func commit() throws(AttributesError) -> TableSummary {
        defer { abort() }
        guard rowCount > 0 else { throw .nothingToImport(table: table) }
        do {
            return try publish()
        } catch {
            throw AttributesError(error)
        }
    }

    /// Gives the import up; the table stays as it was.
    package func abort() {
        guard lock != nil else { return }
        sweep(keeping: before)
        lock = nil
    }

    private func grow(to userLimit: Int) {
        guard userLimit > hasRow.count else { return }
        let added = userLimit - hasRow.count
        hasRow.append(contentsOf: repeatElement(0, count: added))
        times.append(contentsOf: repeatElement(.min, count: added))
        for column in values { column.grow(to: userLimit) }
    }

    /// The rows that are newer than what is in place, with their users.
    private func choose(_ batch: TableBatch, _ numbers: [UInt32]) -> [(row: Int, user: Int)] {
        var rows: [(row: Int, user: Int)] = []
        rows.reserveCapacity(batch.rowCount)
        for row in 0..<batch.rowCount {
            let user = Int(numbers[Int(batch.users.codes[row])])
            if hasRow[user] != 0 { duplicateCount += 1 }
            hasRow[user] = 1
            if let given = batch.times {
                guard given[row] >= times[user] else { continue }
                times[user] = given[row]
            }
            rows.append((row, user))
        }
        return rows
    }

    private func publish() throws -> TableSummary {
        let generation = (before?.generation ?? 0) + 1
        let newUsers = identities.newCount
        let userLimit = (hasRow.lastIndex(of: 1) ?? -1) + 1
        sweep(keeping: before)
        try folder.create()
        let users = "users-\(generation).column"
        try FlagColumn.write(Array(hasRow[..<userLimit]), to: folder.path + "/" + users)
        var written: [TableManifest.Attribute] = []
        for (index, attribute) in attributes.enumerated() {
            values[index].cut(to: userLimit)
            let writer = AttributeWriter(folder: folder, stem: "a\(index)-\(generation)")
            written.append(
                try writer.write(values[index], name: attribute.name, userLimit: userLimit))
        }
        let names =
            [users]
            + written.flatMap { [$0.column, $0.presence, $0.dictionary].compactMap(\.self) }
        let after = TableManifest(
            table: table, generation: generation,
            userCount: hasRow.reduce(0) { $0 + Int($1) }, userLimit: userLimit, users: users,
            attributes: written,
            files: try names.map { .init(name: $0, stamp: try folder.stamp($0)) }, source: source)
        try identities.commit()
        try folder.synchronize()
        try folder.replace(
            TableManifest.fileName, with: Array((after.json.rendered(pretty: true) + "\n").utf8))
        sweep(keeping: after)
        lock = nil
        return TableSummary(
            generation: generation, rowCount: rowCount, userCount: after.userCount,
            newUserCount: newUsers, duplicateCount: duplicateCount,
            userCountBefore: before?.userCount)
    }

    /// Removes what the manifest does not name: leavings of a crash, or what an import has replaced.
    private func sweep(keeping manifest: TableManifest?) {
        let kept = Set(manifest?.fileNames ?? [])
        for name in folder.names where !kept.contains(name) && isOurs(name) {
            folder.remove(name)
        }
        if manifest == nil, folder.names.isEmpty {
            Folder(String(folder.path.dropLast(table.count + 1))).remove(table)
        }
    }

    private func isOurs(_ name: String) -> Bool {
        if name == TableManifest.fileName + ".new" { return true }
        return (name.hasSuffix(".column") || name.hasSuffix(".dictionary")) && name.contains("-")
    }

    private func check(_ batch: TableBatch) throws(AttributesError) {
        let rows = batch.rowCount
        guard batch.times.map({ $0.count == rows }) ?? true,
            batch.values.allSatisfy({
                $0.rowCount == rows
                    && ($0.presence.isEmpty || $0.presence.count >= (rows + 63) / 64)
            })
        else { throw .badBatch(reason: "the columns of a batch differ in length") }
        guard batch.values.map(\.type) == attributes.map(\.type) else {
            throw .badBatch(reason: "the columns are not of the types that were announced")
        }
        let users = batch.users
        let isEmpty = (0..<users.valueCount).map { $0 == 0 || users.ends[$0] == users.ends[$0 - 1] }
        guard users.codes.allSatisfy({ !isEmpty[Int($0)] }) else {
            throw .badBatch(reason: "a row has no user")
        }
    }
}
