package import Columns

/// Writing: one process at a time, many segments at once.
extension SnapshotStore {
    /// The right to write and remove snapshots; nil where another process or task has it.
    package func lock() throws(SnapshotError) -> FileLock? {
        do throws(ColumnError) {
            try root.create()
            return try FileLock(path: root.path + "/lock")
        } catch {
            throw .file(error)
        }
    }

    /// Writes prepared sets under the ids of their snapshots; all are on the disk when it returns.
    ///
    /// A segment occurs once. The caller has the lock. The error `conflict` means that nothing was
    /// written, since a segment has other snapshots than when it was prepared. After any other error
    /// what was written is taken back. A crash leaves each segment with or without its new snapshot,
    /// and those before. Cost: one append for each, and one wait for the disk.
    package func commit(
        _ snapshots: [(id: Int64, prepared: PreparedSnapshot)]
    ) throws(SnapshotError) {
        for (_, prepared) in snapshots { try check(prepared) }
        guard Set(snapshots.map(\.prepared.segment)).count == snapshots.count else {
            throw .conflict(segment: snapshots[0].prepared.segment)
        }
        do throws(ColumnError) {
            try write(snapshots)
        } catch {
            for (_, prepared) in snapshots { takeBack(prepared) }
            throw .file(error)
        }
    }

    /// Whether the segment's snapshots are still those for which it was prepared.
    package func isCurrent(_ prepared: PreparedSnapshot) throws(SnapshotError) -> Bool {
        do throws(SnapshotError) {
            try check(prepared)
            return true
        } catch {
            guard error.code == .conflict else { throw error }
            return false
        }
    }

    /// Whether the place for which it was prepared is still the one after the newest snapshot.
    private func check(_ prepared: PreparedSnapshot) throws(SnapshotError) {
        let numbers = fileNumbers(of: prepared.segment)
        let place = prepared.place
        guard let number = numbers.last, number == place.fileNumber else {
            // A new file: of a first snapshot, or after a damaged one.
            guard place.last == nil, (numbers.last ?? 0) < place.fileNumber else {
                throw .conflict(segment: prepared.segment)
            }
            return
        }
        let chain = try chain(number, of: prepared.segment)
        guard chain.end == place.offset, chain.frames.last?.snapshot == place.last else {
            throw .conflict(segment: prepared.segment)
        }
    }

    private func write(
        _ snapshots: [(id: Int64, prepared: PreparedSnapshot)]
    ) throws(ColumnError) {
        let atOnce = snapshots.count > Self.fewFiles && Folder.canSynchronizeAll
        try root.create()
        for (id, prepared) in snapshots {
            let folder = folder(of: prepared.segment)
            if prepared.place.last == nil { try folder.create() }
            let file = try RandomAccessFile(
                path: folder.path + "/" + Self.fileName(prepared.place.fileNumber), writing: true)
            let bytes = Self.bytes(id, prepared)
            // What a crash has left behind the last frame goes.
            try file.cut(to: prepared.place.offset)
            try file.write(bytes, at: prepared.place.offset)
            guard !atOnce else { continue }
            try file.synchronize()
            if prepared.place.last == nil { try folder.synchronize() }
        }
        if atOnce { try root.synchronizeAll() } else { try root.synchronize() }
    }

    /// Up to so many files are synchronized one by one.
    private static let fewFiles = 8

    private static func bytes(_ id: Int64, _ prepared: PreparedSnapshot) -> [UInt8] {
        let frame = SnapshotFrame(
            segment: prepared.segment, snapshot: id, kind: prepared.kind,
            base: prepared.kind == .whole ? 0 : prepared.place.last ?? 0, users: prepared.users,
            size: prepared.bytes.count, checksum: checksumOf(prepared.bytes))
        return frame.bytes(with: prepared.bytes)
    }

    /// Cuts a file to what it had; a disk that refuses this too leaves a snapshot nobody knows,
    /// which the next run removes.
    private func takeBack(_ prepared: PreparedSnapshot) {
        let folder = folder(of: prepared.segment)
        let name = Self.fileName(prepared.place.fileNumber)
        guard folder.names.contains(name) else { return }
        if prepared.place.offset == 0 { return folder.remove(name) }
        do throws(ColumnError) {
            try RandomAccessFile(path: folder.path + "/" + name, writing: true)
                .cut(to: prepared.place.offset)
        } catch {}
    }
}
