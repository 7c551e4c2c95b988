package import Foundation

/// The repository that the tests stand in, for tests that read it as text.
package enum Repository {
    package static var root: URL { SharedData.packageRoot }

    /// Whether the tests run in a checkout; an unpacked archive has no list of tracked files.
    package static var isCheckout: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: ".git").path)
    }

    /// The tracked files that still exist, by their path from the root.
    package static func trackedFiles() throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        process.currentDirectoryURL = root
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .filter { exists($0) }
    }

    /// Every file below `folder` whose name ends with `ending`, by its path from the root.
    package static func files(below folder: String, ending: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        return (found?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }

    package static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
