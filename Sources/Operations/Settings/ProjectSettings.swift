package import Definitions
package import Metadata

/// Reads and changes the settings of a home.
///
///     let settings = ProjectSettings(store, actor: "mina", now: now)
///     try await settings.set("retention", to: ["all_days": 90])
package struct ProjectSettings: Sendable {
    package struct Entry: Sendable {
        package let setting: ProjectSetting
        package let value: JSONValue
        /// Whether somebody has chosen it.
        package let isChosen: Bool

        package func described(in language: Language) -> String { setting.words(value, language) }
    }

    /// A value for a setting; nil: as nobody had chosen.
    package typealias Change = (name: String, value: JSONValue?)

    private let metadata: any MetadataStore
    private let actor: String
    private let now: Int64

    package init(_ metadata: any MetadataStore, actor: String, now: Int64) {
        self.metadata = metadata
        self.actor = actor
        self.now = now
    }

    package func all() async throws -> [Entry] {
        var entries: [Entry] = []
        for setting in ProjectSetting.all { entries.append(try await entry(setting)) }
        return entries
    }

    /// Throws with the nearest name where there is no such setting, and with the place in the value where
    /// that does not fit; nothing is changed then. `value` nil: as nobody had chosen. In the audit.
    package func set(_ name: String, to value: JSONValue?) async throws -> Entry {
        let setting = try ProjectSetting.named(name)
        let checked = try value.map { (value) throws(DefinitionError) in
            try setting.checked(JSONReader(value))
        }
        try await save([(setting, checked)], expecting: [:])
        return try await entry(setting)
    }

    /// Changes several, all or none; places of errors are below the settings' names: `/retention/all_days`.
    ///
    /// `revision`: that of the entries which the changes were made from, nil for whatever holds now; where
    /// another holds, the error is a conflict.
    package func change(_ changes: [Change], expecting revision: Int? = nil) async throws {
        var checked: [(ProjectSetting, JSONValue?)] = []
        for (name, value) in changes {
            let pointer = "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
            let setting = try ProjectSetting.named(name, at: pointer)
            let kept = try value.map { (value) throws(DefinitionError) in
                try setting.checked(JSONReader(value, pointer: pointer))
            }
            checked.append((setting, kept))
        }
        let entries = try await all()
        if let revision, revision != Self.revision(of: entries) {
            throw MetadataError.otherSettings
        }
        // What they are seen to be now, they shall be when they are changed.
        let known = entries.map { ($0.setting.name, $0.isChosen ? $0.value : nil) }
        try await save(
            checked,
            expecting: revision == nil ? [:] : Dictionary(known, uniquingKeysWith: { $1 }))
    }

    /// A number for what holds now: another one for other values.
    package static func revision(of entries: [Entry]) -> Int {
        let text = entries.map { "\($0.setting.name)=\($0.isChosen)\($0.value.rendered())" }
            .joined(separator: "\n")
        // As many digits as a number in JSON keeps in every language.
        return Int(StableHash.of(text).prefix(13), radix: 16) ?? 0
    }

    private func save(
        _ changes: [(ProjectSetting, JSONValue?)], expecting known: [String: JSONValue?]
    ) async throws {
        let values = changes.map { ($0.0.name, $0.1) }
        try await metadata.set(Dictionary(values, uniquingKeysWith: { $1 }), expecting: known)
        for (setting, value) in changes {
            try await metadata.record(
                AuditRecord(
                    at: now, actor: actor, action: "setting.set",
                    subject: "setting/\(setting.name)", details: ["value": value ?? .null]))
        }
    }

    private func entry(_ setting: ProjectSetting) async throws -> Entry {
        let value = try await metadata.setting(setting.name)
        return Entry(setting: setting, value: value ?? setting.standard, isChosen: value != nil)
    }
}

extension MetadataError {
    fileprivate static let otherSettings = MetadataError(
        .conflict, "The settings were changed meanwhile; read them anew and make the change again.")
}

extension ProjectSettings.Entry {
    /// As the API shows it.
    package func json(in language: Language) -> JSONValue {
        [
            "name": .string(setting.name), "scope": "project", "kind": .string(setting.form.kind),
            "allowed": setting.form.allowed, "value": value, "default": setting.standard,
            "chosen": .boolean(isChosen), "title": .string(setting.title.text(in: language)),
            "description": .string(setting.about.text(in: language)),
            "words": .string(described(in: language)),
            "members": setting.form.members(
                of: value, standard: setting.standard, in: language),
            "changeable": .boolean(true), "needs_restart": .boolean(false),
            "source": isChosen ? "project" : "default", "variable": .null,
        ]
    }
}
