import Definitions
import Foundation
import Operations

/// What environment and settings file say, by the settings' names.
struct SettingValues: Sendable {
    let environment: [String: String]
    private let file: [String: String]

    /// `path`: the settings file; nil for none. Throws where a name is not known, in the environment
    /// only where it is near a known one: other programs may use others.
    init(environment: [String: String], file path: String?) throws {
        for name in environment.keys.sorted() where name.hasPrefix("CXM_") {
            try Self.check(name, among: Setting.all.map(\.name))
        }
        self.environment = environment
        file = try path.map(Self.read) ?? [:]
    }

    /// The environment goes before the file, the file before the default; an empty text says nothing.
    func text(_ setting: Setting) -> String {
        for given in [environment[setting.name], file[setting.fileName]] {
            if let given, !given.isEmpty { return given }
        }
        return setting.fallback
    }

    /// Who says what `text` gives.
    func source(of setting: Setting) -> ProcessSetting.Source {
        if let given = environment[setting.name], !given.isEmpty { return .environment }
        if let given = file[setting.fileName], !given.isEmpty { return .file }
        return .standard
    }

    /// The same, nil where nothing is said.
    func textIfAny(_ setting: Setting) -> String? {
        let text = text(setting)
        return text.isEmpty ? nil : text
    }

    func number(_ setting: Setting) throws -> Int {
        guard case .whole(let range) = setting.kind else {
            preconditionFailure("\(setting.name) is no number")
        }
        guard let number = Int(text(setting)), range.contains(number) else {
            throw CommandFailure(
                "The setting \(setting.name) is '\(text(setting))'; it should be a whole number "
                    + "from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func word(_ setting: Setting) throws -> String {
        guard case .oneOf(let words) = setting.kind, words.contains(text(setting)) else {
            throw CommandFailure(
                "The setting \(setting.name) is '\(text(setting))'; \(setting.help)")
        }
        return text(setting)
    }

    private static func check(_ name: String, among known: [String]) throws {
        guard !known.contains(name), let nearest = nearestName(to: name, among: known) else {
            return
        }
        throw CommandFailure("There is no setting \(name); the nearest is \(nearest).")
    }

    private static func read(_ path: String) throws -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(bytes: data, encoding: .utf8)
        else {
            throw CommandFailure("\(path): The settings cannot be read; check path and rights.")
        }
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text)
        } catch {
            throw CommandFailure("\(path): \(error.detail)")
        }
        guard case .object(let members) = json else {
            throw CommandFailure(
                "\(path): Settings are an object such as {\"timezone\":\"Asia/Seoul\"}.")
        }
        let known = Setting.all.filter(\.isInFiles).map(\.fileName)
        var values: [String: String] = [:]
        for member in members {
            guard known.contains(member.name) else {
                let hint =
                    nearestName(to: member.name, among: known).map { "the nearest is '\($0)'" }
                    ?? "known are \(known.joined(separator: ", "))"
                throw CommandFailure("\(path): There is no setting '\(member.name)'; \(hint).")
            }
            values[member.name] = try Self.text(of: member, in: path)
        }
        return values
    }

    private static func text(of member: JSONValue.Member, in path: String) throws -> String {
        switch member.value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .null: return ""
        default:
            throw CommandFailure(
                "\(path): '\(member.name)' should be a text or a whole number, not "
                    + "\(member.value.kindInWords).")
        }
    }
}
