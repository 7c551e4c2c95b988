package import Bitmaps
package import Columns

/// The sets of a home that are held ready: packs in a folder. Which of them are served is said by the
/// metadata, so that a pack too many does no harm, and one too few is made anew from the snapshots.
///
///     let store = ServedStore(home: "cxm-home")
///     try store.add([key]) { key in try snapshots.users(of: key.snapshot, in: key.segment) }
///     let packs = try store.packs()
///
/// A value without state: processes share the folder. Writers hold the lock; readers need none.
package struct ServedStore: Sendable {
    package let home: String

    package init(home: String) {
        self.home = home
    }

    var folder: Folder { Folder(home + "/served") }

    /// The right to write packs; nil where another process or task has it.
    package func lock() throws(MembershipError) -> FileLock? {
        try MembershipError.wrapping { () throws(ColumnError) in
            try folder.create()
            return try FileLock(path: folder.path + "/lock")
        }
    }

    /// All packs that can be read, oldest first; `known` are not opened again, unless their name has become
    /// that of another file.
    ///
    /// A damaged one is passed over: what it holds counts as missing. Cost: 64 bytes a set that is read.
    package func packs(
        known: [ServedPack] = [], report: (MembershipError) -> Void = { _ in }
    ) -> [ServedPack] {
        var packs: [ServedPack] = []
        for number in numbers {
            let name = Self.name(number)
            if let pack = known.first(where: { $0.name == name }),
                (try? folder.stamp(name)) == pack.stamp
            {
                packs.append(pack)
                continue
            }
            do throws(MembershipError) {
                packs.append(try ServedPack(folder: folder.path, name: name))
            } catch {
                // One that went meanwhile was copied into a newer one, or is not needed.
                if folder.names.contains(name) { report(error) }
            }
        }
        return packs
    }

    /// Writes the sets that no pack has into a new one; returns when they are on the disk.
    ///
    /// The caller has the lock. A crash leaves the packs that were there. Memory: one set.
    package func add(
        _ keys: [ServedKey], users: (ServedKey) throws -> Bitmap
    ) throws {
        let known = packs().reduce(into: Set<ServedKey>()) { $0.formUnion($1.entries.keys) }
        let missing = keys.filter { !known.contains($0) }
        guard !missing.isEmpty else { return }
        try write { writer in
            for key in missing { try writer.add(key, try users(key)) }
        }
    }

    /// Puts small packs together, and removes those that are not needed and the leavings of a crash.
    ///
    /// The caller has the lock. `needed`: what is served. A pack younger than `grace` milliseconds stays:
    /// what it holds may be about to be published. Readers keep what they have mapped.
    package func tidy(
        needed: Set<ServedKey>, now: Int64, grace: Int64 = 300_000
    ) throws {
        sweep()
        let packs = packs()
        let plan = PackPlan(
            packs.map { pack in
                let live = pack.entries.values.filter { needed.contains($0.key) }
                return .init(
                    name: pack.name, live: live.reduce(0) { $0 + $1.byteCount },
                    total: pack.byteCount, isYoung: now - pack.writtenAt < grace)
            })
        let folded = packs.filter { plan.folded.contains($0.name) }
        if !folded.isEmpty {
            try write { writer in
                var written: Set<ServedKey> = []
                for pack in folded {
                    for key in pack.entries.keys.sorted(by: { $0.snapshot < $1.snapshot })
                    where needed.contains(key) && pack.isSound(key) {
                        if written.insert(key).inserted { try writer.add(key, from: pack) }
                    }
                }
            }
        }
        for name in plan.folded + plan.unneeded { folder.remove(name) }
    }

    /// Removes a pack that cannot be trusted; its sets are made anew.
    package func discard(_ pack: ServedPack) {
        folder.remove(pack.name)
    }

    private func write(_ fill: (PackWriter) throws -> Void) throws {
        let writer = try PackWriter(folder: folder, name: Self.name((numbers.last ?? 0) + 1))
        do {
            try fill(writer)
            try writer.finish()
        } catch {
            writer.abandon()
            throw error
        }
    }

    private func sweep() {
        for name in folder.names where name.hasSuffix(PackWriter.beside) { folder.remove(name) }
    }

    private static func name(_ number: Int) -> String { "\(number)" + ServedPack.suffix }

    private var numbers: [Int] {
        folder.names.compactMap { name in
            name.hasSuffix(ServedPack.suffix) ? Int(name.dropLast(ServedPack.suffix.count)) : nil
        }.sorted()
    }
}
