import Foundation

extension WebSite {
    /// The site in the folder named by `setting`, else in `web` beside the executable, else in
    /// `.setup/web` of the folders above it.
    package static func find(
        setting: String?, isLive: Bool, executable: String? = Bundle.main.executablePath
    ) throws(WebSiteError) -> WebSite {
        let candidates = candidateFolders(setting: setting, executable: executable)
        let found = candidates.first { FileManager.default.fileExists(atPath: $0 + "/app") }
        guard let found else { throw .missing(lookedIn: candidates) }
        return try WebSite(folder: found, isLive: isLive)
    }

    /// Where it is looked for, in this order; a setting excludes everything else.
    private static func candidateFolders(setting: String?, executable: String?) -> [String] {
        if let setting, !setting.isEmpty { return [setting] }
        guard let executable else { return [] }
        var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        var folders = [folder.appendingPathComponent("web").path]
        while folder.path != "/" {
            folders.append(folder.appendingPathComponent(".setup/web").path)
            folder.deleteLastPathComponent()
        }
        return folders
    }
}
