import Bitmaps
import Columns
import Foundation

/// The sets of users of a delivery, in a folder of the home: what a run sends, and what the destination
/// has after it. `docs/formats/deliveries.md` names the files.
struct DeliveryFiles: Sendable {
    let folder: Folder

    /// A set that belongs to a run.
    enum Part: String, CaseIterable {
        /// Users whom the run sends as entered (all of a full one), and as left.
        case entered, left
        /// Users whom the destination has after the run, and those of whom that is not known.
        case delivered, unknown
    }

    private static let holdoutName = "holdout"

    init(_ home: Home, _ delivery: Int64) {
        folder = Folder(home.path + "/deliveries/\(delivery)")
    }

    func users(_ part: Part, of run: Int64) throws(ColumnError) -> Bitmap {
        try Bitmap(path: path(part, run))
    }

    func write(_ users: Bitmap, as part: Part, of run: Int64) throws(ColumnError) {
        try folder.create()
        var compact = users
        compact.compact()
        try compact.write(to: path(part, run))
        try folder.synchronize()
    }

    /// Everybody who was ever held out.
    func heldOut() throws(ColumnError) -> Bitmap {
        guard folder.names.contains(Self.holdoutName) else { return Bitmap() }
        return try Bitmap(path: folder.path + "/" + Self.holdoutName)
    }

    /// Replaces the set in one step.
    func remember(heldOut users: Bitmap) throws(ColumnError) {
        try folder.create()
        let beside = Self.holdoutName + ".new"
        try users.write(to: folder.path + "/" + beside)
        try folder.move(beside, to: Self.holdoutName)
        try folder.synchronize()
    }

    /// The bytes of the batch at hand, where they were kept.
    func batch(_ number: Int, of run: Int64) throws -> [UInt8]? {
        let name = Self.batchName(number, run)
        guard folder.names.contains(name) else { return nil }
        return Array(try Data(contentsOf: URL(filePath: folder.path + "/" + name)))
    }

    /// Keeps the bytes of the batch at hand, so that it is sent again as it was.
    func keep(_ bytes: [UInt8], asBatch number: Int, of run: Int64) throws(ColumnError) {
        try folder.create()
        try folder.replace(Self.batchName(number, run), with: bytes)
    }

    func removeBatch(_ number: Int, of run: Int64) { folder.remove(Self.batchName(number, run)) }

    private static func batchName(_ number: Int, _ run: Int64) -> String {
        "\(run).batch-\(number)"
    }

    /// Removes the sets of all runs but some runs' of what was delivered.
    func sweep(keeping runs: [Int64]) {
        let kept = Set(
            runs.flatMap { run in [Part.delivered, .unknown].map { Self.name($0, run) } }
                + [Self.holdoutName])
        for name in folder.names where !kept.contains(name) { folder.remove(name) }
    }

    func removeAll() {
        for name in folder.names { folder.remove(name) }
    }

    private func path(_ part: Part, _ run: Int64) -> String {
        folder.path + "/" + Self.name(part, run)
    }

    private static func name(_ part: Part, _ run: Int64) -> String { "\(run).\(part.rawValue)" }
}
