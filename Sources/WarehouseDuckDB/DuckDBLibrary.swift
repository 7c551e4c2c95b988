import CDuckDB
import Foundation
package import Warehouses

/// DuckDB's shared library, opened once per process.
///
/// ```swift
/// let library = try DuckDBLibrary.load(setting: settings.duckDBLibrary)
/// ```
/// Cost: tens of milliseconds for the first load, nothing later.
package struct DuckDBLibrary: Sendable {
    /// Where it was found.
    package let path: String
    /// DuckDB's version, such as `v1.5.5`.
    package let version: String

    /// Opens the library named by `setting`, else the one beside the executable, else
    /// `.setup/lib` of the folders above it, else what the system's loader finds.
    package static func load(
        setting: String? = nil, executable: String? = Bundle.main.executablePath
    ) throws(WarehouseError) -> DuckDBLibrary {
        let candidates = candidatePaths(setting: setting, executable: executable)
        guard let path = candidates.first(where: { isLoadable($0) }) else {
            throw .libraryMissing(lookedAt: candidates)
        }
        var reason = [CChar](repeating: 0, count: 512)
        let capacity = reason.count
        let failed = unsafe reason.withUnsafeMutableBufferPointer { buffer in
            unsafe cduckdb_load(path, buffer.baseAddress, capacity)
        }
        if failed != 0 {
            throw .libraryUnusable(path: path, reason: text(of: reason))
        }
        return unsafe DuckDBLibrary(path: path, version: String(cString: cduckdb_library_version()))
    }

    /// Where the library is looked for, in this order; a setting excludes everything else.
    static func candidatePaths(setting: String?, executable: String?) -> [String] {
        if let setting, !setting.isEmpty { return [setting] }
        var paths: [String] = []
        if let executable {
            var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
                .deletingLastPathComponent()
            paths.append(folder.appendingPathComponent(fileName).path)
            while folder.path != "/" {
                paths.append(folder.appendingPathComponent(".setup/lib/" + fileName).path)
                folder.deleteLastPathComponent()
            }
        }
        return paths + [fileName]
    }

    #if os(macOS)
        static let fileName = "libduckdb.dylib"
    #else
        static let fileName = "libduckdb.so"
    #endif

    /// A bare name is for the system's loader, which is asked last.
    private static func isLoadable(_ path: String) -> Bool {
        !path.contains("/") || FileManager.default.fileExists(atPath: path)
    }

    private static func text(of characters: [CChar]) -> String {
        String(
            decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
