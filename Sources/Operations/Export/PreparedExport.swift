import Bitmaps
import Identities
package import Metadata

/// An export that can be written.
package struct PreparedExport: Sendable {
    package let segment: SegmentRecord
    package let snapshot: SnapshotRecord
    package let format: ExportFormat
    /// How many rows it will have.
    package let rows: Int
    /// Members that are left out because they are suppressed.
    package let suppressed: Int
    let users: Bitmap
    let identities: Identities
    let quota: Quota?

    /// Rows of a day that were taken for it.
    struct Quota: Sendable {
        let records: any ExportRecords
        let caller: String
        let day: String
    }

    /// Its bytes. `hasTrailer`: whether a text ends with the trailer's line.
    package func stream(hasTrailer: Bool = true) -> ExportStream {
        ExportStream(
            users, identities, format, limit: rows,
            trailer: .init(
                snapshot: snapshot.id, dataDate: snapshot.dataDate, isWritten: hasTrailer))
    }

    /// Gives the rows that were not sent back to the day's.
    package func giveBack(_ rows: Int) async throws(MetadataError) {
        guard let quota, rows > 0 else { return }
        try await quota.records.giveExportRowsBack(rows, of: quota.caller, on: quota.day)
    }
}
