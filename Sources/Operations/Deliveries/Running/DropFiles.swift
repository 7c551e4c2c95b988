import Bitmaps
import Columns
import Definitions
import Identities
import Jobs
import Metadata
import Secrets

/// Writes a run as files into a folder: one a change, and a manifest when they are whole.
struct DropFiles: Sendable {
    private let folder: Folder
    private let options: FolderDestination

    init(_ space: DeliverySpace, _ options: FolderDestination) {
        folder = Folder(space.dropFolder + "/" + options.folder)
        self.options = options
    }

    /// Whoever reads the folder takes what a manifest names: it comes last. Files of the same names are
    /// replaced, so that doing it twice leaves the same.
    func write(_ batches: DeliveryBatches) throws {
        do throws(ColumnError) {
            try folder.create()
            let sets: [(change: String, users: Bitmap)] =
                batches.run.mode == .full
                ? [("members", batches.entered)]
                : [("entered", batches.entered), ("left", batches.left)]
            var files: [JSONValue] = []
            for set in sets {
                files.append(
                    try write(set.users, Self.stem(batches.run) + "-" + set.change, batches))
            }
            let manifest = Self.manifest(batches, files).rendered(pretty: true) + "\n"
            try folder.replace(Self.stem(batches.run) + ".json", with: Array(manifest.utf8))
        } catch {
            throw Self.failure(error)
        }
    }

    /// Writes a file and removes it.
    func test() throws {
        do throws(ColumnError) {
            try folder.create()
            try folder.replace("cxm-test", with: [])
            folder.remove("cxm-test")
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ error: ColumnError) -> JobFailure {
        JobFailure(
            "The folder cannot be written: \(error)",
            remedy:
                "Check the space on its disk, its owner and its permissions, then start it again.",
            isRetryable: error.code == .diskFull)
    }

    private static func stem(_ run: DeliveryRunRecord) -> String {
        "delivery-\(run.delivery)-\(run.dataDate)-run-\(run.id)"
    }

    private func write(
        _ users: Bitmap, _ stem: String, _ batches: DeliveryBatches
    ) throws(ColumnError) -> JSONValue {
        let name = stem + "." + options.format.rawValue
        let beside = "." + name + ".writing"
        var stream = ExportStream(
            users, batches.identities, options.format, column: batches.fields.userField,
            trailer: nil)
        var digest = Digest()
        var bytes = 0
        let file = try OutputFile(path: folder.path + "/" + beside)
        while let piece = stream.next() {
            digest.add(piece)
            bytes += piece.count
            try file.append(piece)
        }
        try file.synchronize()
        try folder.move(beside, to: name)
        return [
            "name": .string(name), "rows": .count(stream.rows), "bytes": .count(bytes),
            "sha256": .string(digest.text),
        ]
    }

    private static func manifest(_ batches: DeliveryBatches, _ files: [JSONValue]) -> JSONValue {
        let run = batches.run
        return [
            "delivery": .string(String(run.delivery)), "run": .string(String(run.id)),
            "segment": .string(String(batches.segment.id)),
            "segment_name": .string(batches.segment.name),
            "snapshot": .string(String(run.snapshot)), "data_date": .string(run.dataDate),
            "mode": .string(run.mode.rawValue), "files": .array(files),
        ]
    }
}
