import GRDB
import Metadata

extension MetadataError {
    /// What SQLite says, in words that say how to mend it.
    init(sqlite error: any Error, path: String) {
        if let error = error as? MetadataError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.unusable, "\(path): The metadata cannot be used: \(error)")
            return
        }
        let detail = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .held(path)
        case .SQLITE_NOTADB: self = .noDatabase(path)
        case .SQLITE_CORRUPT: self = .damaged(path, detail)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .closedOff(path)
        case .SQLITE_FULL, .SQLITE_IOERR: self = .disk(path, detail)
        case .SQLITE_CONSTRAINT:
            self.init(
                .conflict,
                "\(path): The change contradicts what is stored (\(detail)); nothing was changed.")
        case .SQLITE_MISUSE: self.init(.unusable, "\(path): The metadata are closed.")
        default: self.init(.unusable, "\(path): The metadata cannot be used: \(detail).")
        }
    }

    static func held(_ path: String) -> MetadataError {
        MetadataError(
            .busy,
            "\(path): Another process has been writing for too long; try again, and look for a cxm "
                + "process that hangs if it stays so.")
    }

    static func noDatabase(_ path: String) -> MetadataError {
        MetadataError(
            .unusable,
            "\(path): This is not the metadata of a home: the file is damaged or something else; "
                + "put a backup in its place ('cxm restore').")
    }

    static func foreign(_ path: String) -> MetadataError {
        MetadataError(
            .unusable,
            "\(path): This SQLite database belongs to another program; move it away, or choose "
                + "another home.")
    }

    static func damaged(_ path: String, _ detail: String) -> MetadataError {
        MetadataError(
            .unusable,
            "\(path): The metadata are damaged (\(detail)); put a backup in their place ('cxm restore')."
        )
    }

    static func newer(_ path: String) -> MetadataError {
        MetadataError(
            .unusable,
            "\(path): A newer version of CXM has written this file; use that version or a newer one."
        )
    }

    static func closedOff(_ path: String) -> MetadataError {
        MetadataError(
            .unusable,
            "\(path): The file cannot be opened for writing; check the owner and the permissions of "
                + "the file and of its folder.")
    }

    static func folder(_ path: String) -> MetadataError {
        MetadataError(
            .unusable,
            "\(path): The folder cannot be made; check the permissions of those above it.")
    }

    static func disk(_ path: String, _ detail: String) -> MetadataError {
        MetadataError(
            .unusable,
            "\(path): The disk does not take or give the data (\(detail)); free some space or check "
                + "the disk. Nothing was changed.")
    }

    static func unknownWord(_ word: String) -> MetadataError {
        MetadataError(
            .unusable,
            "The metadata hold the word '\(word)', which this version of CXM does not know; use a "
                + "newer one.")
    }

    static func badJSON(_ detail: String) -> MetadataError {
        MetadataError(
            .unusable,
            "The metadata hold a JSON text that cannot be read (\(detail)); put a backup in their "
                + "place ('cxm restore').")
    }

    static func missing(_ what: String) -> MetadataError {
        MetadataError(.notFound, "There is no \(what).")
    }

    /// The change was made from a state that is no more the stored one.
    static func stale(_ what: String, found: Int, expected: Int) -> MetadataError {
        MetadataError(
            .conflict,
            "Somebody has changed \(what) meanwhile (revision \(found), not \(expected)); read it "
                + "again and repeat the change.")
    }
}
