import Columns
import Foundation

/// Secrets that this program has to show to others, in files that only its user can read.
///
///     let secrets = SecretFiles(folder: "cxm-home/secrets/destination-3")
///     try secrets.set("signing", to: value)
///     try secrets.value("signing")
///
/// Unlike a password they are needed in clear. The folder has the mode 0700, each file 0600.
package struct SecretFiles: Sendable {
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Small letters, digits and hyphens, so that a name is a file's name everywhere.
    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            }
    }

    /// The names of those that are set, sorted.
    package var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter(Self.isName).sorted()
    }

    /// Nil: it is not set.
    package func value(_ name: String) throws(SecretFileError) -> String? {
        guard Self.isName(name) else { throw SecretFileError(name: name, .badName) }
        let path = folder + "/" + name
        guard let data = FileManager.default.contents(atPath: path) else {
            guard !FileManager.default.fileExists(atPath: path) else {
                throw SecretFileError(name: name, .unreadable)
            }
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Adds or replaces it in one step: after a crash too it is the old one or the new one.
    package func set(_ name: String, to value: String) throws(SecretFileError) {
        guard Self.isName(name) else { throw SecretFileError(name: name, .badName) }
        let beside = folder + "/." + name + ".new"
        do {
            try createFolder()
            try write(value, to: beside).move(to: folder + "/" + name)
            try Folder(folder).synchronize()
        } catch {
            try? FileManager.default.removeItem(atPath: beside)
            throw SecretFileError(name: name, .unwritable)
        }
    }

    private func createFolder() throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
    }

    /// Only its user can read the file before the value is in it.
    private func write(_ value: String, to path: String) throws -> OutputFile {
        try? FileManager.default.removeItem(atPath: path)
        let file = try OutputFile(path: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try file.append(Array(value.utf8))
        try file.synchronize()
        return file
    }

    /// Nothing where it is not set.
    package func remove(_ name: String) {
        guard Self.isName(name) else { return }
        try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }

    package func removeAll() {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Why a secret cannot be kept or read; never with its value.
package struct SecretFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Sendable {
        case badName, unreadable, unwritable
    }

    package let name: String
    package let reason: Reason

    init(name: String, _ reason: Reason) {
        self.name = name
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .badName:
            "'\(name)' cannot be the name of a secret: use small letters, digits and hyphens, at most "
                + "64."
        case .unreadable:
            "The secret '\(name)' cannot be read; check the owner and permissions of the folder "
                + "'secrets' in the home."
        case .unwritable:
            "The secret '\(name)' cannot be written; check the owner and permissions of the folder "
                + "'secrets' in the home."
        }
    }
}
