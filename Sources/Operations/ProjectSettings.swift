package import Definitions
package import Metadata
import Segments

/// A setting that is saved with the home and holds for everybody, unlike those of a process.
///
///     ProjectSetting.named("retention")?.help
package struct ProjectSetting: Sendable {
    package let name: String
    package let help: String
    /// What holds where nothing is saved.
    package let standard: JSONValue
    /// The value as it is kept; throws what is wrong with it, with the place in it.
    fileprivate let checked: @Sendable (JSONReader) throws(DefinitionError) -> JSONValue
    fileprivate let words: @Sendable (JSONValue, Language) -> String

    package static let all = [retention, endedJobs, preparation]

    package static func named(_ name: String) throws(DefinitionError) -> ProjectSetting {
        guard let setting = all.first(where: { $0.name == name }) else {
            throw .unknownName(name, kind: "setting", at: "", known: all.map(\.name))
        }
        return setting
    }

    private static let retention = ProjectSetting(
        name: RefreshSegments.retentionSetting,
        help: "Which snapshots of segments are kept, counted back in days.",
        standard: RetentionPolicy().json,
        checked: { (reader) throws(DefinitionError) in try RetentionPolicy(reader).json },
        words: { value, language in
            ((try? RetentionPolicy(JSONReader(value))) ?? RetentionPolicy()).described(in: language)
        })

    private static let endedJobs = ProjectSetting(
        name: RemoveEndedJobs.setting,
        help: "After how many days jobs that have ended are forgotten.",
        standard: .integer(RemoveEndedJobs.defaultDays),
        checked: { (reader) throws(DefinitionError) in .integer(try reader.integer(in: 1...36_500))
        },
        words: { value, language in
            let days = value.rendered()
            return switch language {
            case .english: "Forgets jobs \(days) days after their end."
            case .korean: "끝난 작업은 \(days)일 뒤에 지웁니다."
            }
        })

    private static let preparation = ProjectSetting(
        name: PrepareTables.setting,
        help: "Whether tables of warehouses are read ahead, so that first previews are quick.",
        standard: .boolean(true),
        checked: { (reader) throws(DefinitionError) in .boolean(try reader.boolean()) },
        words: { value, language in
            switch (value == .boolean(true), language) {
            case (true, .english): "Reads tables of warehouses ahead of the first preview."
            case (false, .english): "Reads tables of warehouses when they are asked for."
            case (true, .korean): "웨어하우스 테이블을 첫 미리보기 전에 미리 읽습니다."
            case (false, .korean): "웨어하우스 테이블을 요청받을 때 읽습니다."
            }
        })
}

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
        try await metadata.set(name, to: checked)
        try await metadata.record(
            AuditRecord(
                at: now, actor: actor, action: "setting.set", subject: "setting/\(name)",
                details: ["value": checked ?? .null]))
        return try await entry(setting)
    }

    private func entry(_ setting: ProjectSetting) async throws -> Entry {
        let value = try await metadata.setting(setting.name)
        return Entry(setting: setting, value: value ?? setting.standard, isChosen: value != nil)
    }
}
