import Attributes
import Definitions
import EventStore
package import Jobs
package import Metadata

/// Does jobs of the kind `import`: reads files of the import folder as `cxm import` does, and tells how far it
/// is and what came of it.
///
///     let imports = PerformImports(folder: "/data/incoming") { now in … }
///     try await imports(job, context)
///
/// A job that ends before its end leaves dataset or table as they were; done again it replaces the same
/// days. What was appended by a process that died right after is not appended again.
package struct PerformImports: Sendable {
    package static let kind = "import"

    private let folder: String?
    private let open: RefreshSegments.SpaceFactory

    /// `folder` nil: jobs fail with a sentence that says so.
    package init(folder: String?, _ open: @escaping RefreshSegments.SpaceFactory) {
        self.folder = folder
        self.open = open
    }

    package func callAsFunction(_ job: JobRecord, _ context: JobContext) async throws {
        guard let folder = folder.map({ ImportFolder($0) }) else { throw JobFailure.importsOff }
        let space = try open(context.now)
        do {
            let order = try ImportOrder(JSONReader(job.arguments).member("import"))
            let result = try await perform(order, of: job, folder, space, context)
            try await finish(order, result, of: job, space)
        } catch {
            throw JobFailure.importing(error) { sentence in
                folder.shown(sentence).replacing(space.home.path + "/", with: "")
            }
        }
    }

    private func perform(
        _ order: ImportOrder, of job: JobRecord, _ folder: ImportFolder, _ space: SegmentSpace,
        _ context: JobContext
    ) async throws -> JSONValue {
        let mark = "job/\(job.id)"
        if job.attempts > 1, case .events(let request) = order, request.appends,
            try space.home.hasImport(mark, of: request.dataset)
        {
            let result = ImportResult.doneBefore(order)
            await context.tell(["result": result])
            return result
        }
        let paths = try order.files(in: folder).map(\.file.file.path)
        let teller = ImportTeller(context, folder)
        let result = try await teller.during {
            try await read(order.reading(paths), mark, space, teller)
        }
        await teller.end(result)
        return result
    }

    private func read(
        _ order: ImportOrder, _ mark: String, _ space: SegmentSpace, _ teller: ImportTeller
    ) async throws -> JSONValue {
        let warehouse = try space.context.homeWarehouse()
        switch order {
        case .events(var request):
            request.mark = mark
            let report = try await ImportEvents(
                home: space.home, warehouse: warehouse, now: space.now, progress: teller.note)(
                    request)
            return ImportResult.json(report)
        case .attributes(let request):
            let report = try await ImportTable(
                home: space.home, warehouse: warehouse, now: space.now, progress: teller.note)(
                    request)
            return ImportResult.json(report)
        }
    }

    /// What was imported stays imported, whatever fails here.
    private func finish(
        _ order: ImportOrder, _ result: JSONValue, of job: JobRecord, _ space: SegmentSpace
    ) async throws {
        var actor = space.actor
        if case .string(let person)? = job.arguments["started_by"] { actor = person }
        try await space.metadata.record(
            AuditRecord(
                at: space.now, actor: actor, action: "import.done", subject: "job/\(job.id)",
                details: [
                    "dataset": .string(order.dataset), "rows": result["rows"] ?? .null,
                    "rejected": result["rejects"]?["rows"] ?? .null,
                ]))
        try await WorkPlan.noteImport(
            of: order.dataset, in: space.metadata, now: space.now, zone: space.home.zone)
    }
}

extension Home {
    /// Whether a dataset's manifest names this import.
    fileprivate func hasImport(_ mark: String, of dataset: String) throws -> Bool {
        guard datasets.contains(dataset) else { return false }
        let manifest = try Manifest(
            readingFrom: EventDataset.folder(home: path, name: dataset))
        return manifest.sources.contains { $0["import"] == .string(mark) }
    }
}

extension JobFailure {
    fileprivate static let importsOff = JobFailure(
        "This process has no import folder.",
        remedy: "Set CXM_IMPORT_FOLDER where jobs are done, and start it again.")

    /// Why an import was not done; files by their names in the folder.
    fileprivate static func importing(
        _ error: any Error, shown: (String) -> String
    ) -> JobFailure {
        if isLocked(error) {
            return JobFailure(
                "Another process is changing this home.",
                remedy: "Nothing, it is tried again.", isRetryable: true)
        }
        let failure = JobFailure.refresh(error)
        return JobFailure(
            shown(failure.description),
            remedy: failure.isRetryable
                ? failure.remedy
                : "Do what the message says, then start it again; an option such as --types is the member "
                    + "types of the import.",
            isRetryable: failure.isRetryable)
    }
}

/// Whether somebody else holds the home's lock.
private func isLocked(_ error: any Error) -> Bool {
    if let error = error as? AttributesError, case .store(let inner) = error {
        return isLocked(inner)
    }
    guard let error = error as? EventStoreError, case .locked = error else { return false }
    return true
}
