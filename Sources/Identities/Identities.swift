package import Columns

/// The users of a home, for reading: external id to dense user number and back.
///
///     let users = try Identities(home: "cxm-home")
///     users.number(of: "ann")  // 0
///     users.id(of: 0)          // "ann"
///
/// Opening costs a few system calls where no import is running, else a pass over the ids. A look-up
/// costs one hash and about three reads of memory. Imports that follow do not disturb it.
package struct Identities: Sendable {
    /// How many users there are; their numbers are 0 to count - 1.
    package let count: Int
    private let manifest: UserManifest
    private let texts: MappedTexts?

    /// A home without users is empty.
    package init(home: String) throws(IdentitiesError) {
        let folder = Self.folder(home: home)
        var manifest = try UserManifest(readingFrom: folder)
        while true {
            do throws(ColumnError) {
                texts = try Self.open(manifest, in: folder)
                break
            } catch {
                // An import may have published its users, and removed the index, meanwhile.
                let newer = try UserManifest(readingFrom: folder)
                guard newer.generation != manifest.generation else { throw .column(error) }
                manifest = newer
            }
        }
        self.manifest = manifest
        count = manifest.state.count
    }

    private static func open(
        _ manifest: UserManifest, in folder: Folder
    ) throws(ColumnError) -> MappedTexts? {
        guard let index = manifest.index, manifest.state.count > 0 else { return nil }
        return try MappedTexts(
            files: UserManifest.textFiles(in: folder), state: manifest.state,
            slotsPath: folder.path + "/" + index, verify: !manifest.isUnchanged(in: folder))
    }

    static func folder(home: String) -> Folder { Folder(home + "/users") }

    /// The number of a user; nil where the id is unknown. Ids are compared byte by byte.
    package func number(of id: String) -> UInt32? {
        number(ofBytes: Array(id.utf8))
    }

    package func number(ofBytes id: [UInt8]) -> UInt32? {
        number(ofBytes: id.span)
    }

    /// The same for bytes that stand somewhere. Allocates nothing.
    package func number(ofBytes id: Span<UInt8>) -> UInt32? {
        texts?.number(of: id)
    }

    /// The numbers of a block's ids by their code; `TextTable.none` for code 0 and for unknown ids.
    ///
    /// Cost: about 100 ns an id.
    package func numbers(of block: TextBlock) -> [UInt32] {
        texts?.numbers(of: block) ?? Array(repeating: TextTable.none, count: block.valueCount)
    }

    /// The id of a user; nil where there is no such number.
    package func id(of number: UInt32) -> String? {
        idBytes(of: number).map { String(decoding: $0, as: UTF8.self) }
    }

    package func idBytes(of number: UInt32) -> [UInt8]? {
        guard let texts, number < count else { return nil }
        return texts.text(Int(number))
    }

    /// What tells the users of two states apart.
    package var stamp: UInt64 {
        UInt64(manifest.state.textsChecksum) << 32 | UInt64(manifest.state.endsChecksum)
    }

    /// Writes an index of the users for quick look-ups to a new file; false where there are none.
    package func writeInline(to path: String) throws(IdentitiesError) -> Bool {
        guard let texts else { return false }
        do throws(ColumnError) {
            try texts.writeInline(to: path, stamp: stamp)
        } catch {
            throw .column(error)
        }
        return true
    }

    /// Opens what `writeInline` has written; nil where it is of other users.
    package func inline(path: String) throws(IdentitiesError) -> InlineTexts? {
        guard let texts else { return nil }
        do throws(ColumnError) {
            return try InlineTexts(path: path, of: texts, stamp: stamp)
        } catch {
            throw .column(error)
        }
    }

    /// The ids of users one after another in a form, in the order of `numbers`; numbers of no user are an
    /// error of the caller.
    ///
    ///     users.bytes(of: [0, 1], as: TextForm(.csv, after: "\n"))   // ann, bob
    ///
    /// Cost: about 10 ns an id.
    package func bytes(of numbers: [UInt32], as form: TextForm) -> [UInt8] {
        texts?.bytes(of: numbers, as: form) ?? []
    }

    /// Compares every byte with the checksums.
    package func verify() throws(IdentitiesError) {
        do throws(ColumnError) {
            try texts?.verify(manifest.state)
        } catch {
            throw .column(error)
        }
    }
}
