import Definitions
package import Metadata

/// Asks for an import as a job, after a look at its files and columns.
///
///     let job = try await RequestImport(space, folder: folder)(order)
package struct RequestImport: Sendable {
    private let space: SegmentSpace
    private let folder: ImportFolder

    package init(_ space: SegmentSpace, folder: ImportFolder) {
        self.space = space
        self.folder = folder
    }

    package func callAsFunction(_ order: ImportOrder) async throws -> JobRecord {
        let files = try await CheckImport(
            folder: folder, warehouse: space.context.homeWarehouse())(order)
        let wish = JobRecord(
            kind: PerformImports.kind,
            arguments: ["import": order.json, "started_by": .string(space.actor)],
            dueAt: space.now, createdAt: space.now)
        guard let job = try await space.metadata.addJob(wish) else {
            throw MetadataError(.busy, "The import could not be asked for; ask again.")
        }
        try await space.note(
            "import.start", "job/\(job.id)",
            [
                "dataset": .string(order.dataset), "kind": .string(order.kind.rawValue),
                "files": .array(files.prefix(20).map { .string($0.name) }),
                "file_count": .count(files.count),
            ])
        return job
    }
}
