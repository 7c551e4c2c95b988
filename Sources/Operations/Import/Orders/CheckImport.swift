import Definitions
package import Warehouses

/// Looks whether an import can be begun: its files are there and have the columns that it names.
///
///     let files = try await CheckImport(folder: folder, warehouse: duckDB)(order)
///
/// What is wrong is told with its place in the order. Cost: reads the first line of up to 20 files.
package struct CheckImport: Sendable {
    private static let lookedInto = 20

    private let folder: ImportFolder
    private let warehouse: any Warehouse

    package init(folder: ImportFolder, warehouse: any Warehouse) {
        self.folder = folder
        self.warehouse = warehouse
    }

    @discardableResult
    package func callAsFunction(_ order: ImportOrder) async throws -> [ImportableFile] {
        let named = try order.files(in: folder)
        let session = try await warehouse.session(SessionOptions())
        let inspector = FileInspector(session: session)
        var looked: [InputFile] = []
        for (file, pointer) in named.prefix(Self.lookedInto) {
            let found: InputFile
            do {
                found = try await inspector.inspect(file.file)
            } catch let error as OperationError {
                throw DefinitionError(
                    .outOfRange, at: pointer, folder.shown(error.description))
            }
            if !found.columns.isEmpty { looked.append(found) }
        }
        await session.close()
        try check(order, looked, isWhole: named.count <= Self.lookedInto)
        return named.map(\.file)
    }

    private func check(
        _ order: ImportOrder, _ files: [InputFile], isWhole: Bool
    ) throws(DefinitionError) {
        for file in files {
            let known = file.columns.map(\.name)
            for (pointer, column) in order.columns where !known.contains(column) {
                throw .unknownName(
                    column, kind: "column", at: pointer, known: known)
            }
        }
        guard isWhole, !files.isEmpty else { return }
        let known = files.flatMap { $0.columns.map(\.name) }
        for name in order.types.keys.sorted() where !known.contains(name) {
            throw .unknownName(name, kind: "column", at: "/types/" + name, known: known)
        }
    }
}

extension ImportOrder {
    /// The files that the order means, each once, with the place that names it.
    func files(
        in folder: ImportFolder
    ) throws(DefinitionError) -> [(file: ImportableFile, pointer: String)] {
        var found: [(file: ImportableFile, pointer: String)] = []
        var seen: Set<String> = []
        for (index, pattern) in files.enumerated() {
            let pointer = "/files/\(index)"
            for file in try folder.files(matching: pattern, at: pointer)
            where seen.insert(file.file.path).inserted {
                found.append((file, pointer))
            }
        }
        guard found.count <= Self.fileLimit else {
            throw DefinitionError(
                .outOfRange, at: "/files",
                "These are \(found.count) files; import at most \(Self.fileLimit) at once.")
        }
        return found
    }

    /// The same order with these paths as its files.
    func reading(_ paths: [String]) -> ImportOrder {
        switch self {
        case .events(var request):
            request.files = paths
            return .events(request)
        case .attributes(var request):
            request.files = paths
            return .attributes(request)
        }
    }
}

extension ImportFolder {
    /// A sentence that names files as the folder has them: where they lie says nothing to the reader.
    func shown(_ sentence: String) -> String { sentence.replacing(path + "/", with: "") }
}
