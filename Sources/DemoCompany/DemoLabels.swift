/// What columns and codes are called, in Korean and English, for a catalogue to show.
///
///     DemoLabels.pages.first { $0.code == "/pay/method" }?.label.korean    // "결제수단 선택"
///
/// Cost: none; the lists are made once.
package enum DemoLabels {
    package static let events = EventName.allCases.map(DemoColumn.value)

    /// All paths of the app, one for each campaign's page.
    package static let pages =
        Page.allCases.filter { $0 != .campaign }.map(DemoColumn.value)
        + Campaign.allCases.map { DemoColumn.Value(code: $0.page, label: $0.label) }

    static let memberColumns = [
        DemoColumn("member_id", "회원번호", "Member id"),
        DemoColumn("gender", "성별", "Gender", codes: Gender.self),
        DemoColumn("birth_year", "출생연도", "Birth year", .integer),
        DemoColumn("age", "나이", "Age", .integer),
        DemoColumn("age_group", "연령대", "Age group", codes: AgeGroup.self),
        DemoColumn("region", "지역", "Region", codes: Region.self),
        DemoColumn("join_date", "가입일", "Join date", .date),
        DemoColumn("status", "회원 상태", "Status", codes: MemberStatus.self),
        DemoColumn("grade", "등급", "Grade", codes: Grade.self),
        DemoColumn("os", "운영체제", "Operating system", codes: OperatingSystem.self),
        DemoColumn("app_version", "앱 버전", "App version", codes: AppVersion.self),
        DemoColumn("marketing_consent", "마케팅 수신 동의", "Marketing consent", .boolean),
        DemoColumn("main_method", "주 결제수단", "Main payment method", codes: PaymentMethod.self),
        DemoColumn("signup_channel", "가입 경로", "Sign-up channel", codes: Channel.self),
        DemoColumn("signup_campaign", "가입 캠페인", "Sign-up campaign", codes: Campaign.self),
        DemoColumn("referrer_id", "추천인", "Referred by"),
        DemoColumn("has_loan", "대출 보유", "Has a loan", .boolean),
    ]

    static let appLogColumns = [
        DemoColumn("member_id", "회원번호", "Member id"),
        DemoColumn("time", "시각", "Time", .time),
        DemoColumn("event_no", "이벤트 순번", "Event number", .integer),
        DemoColumn("event", "이벤트", "Event", values: events),
        DemoColumn("page", "페이지", "Page", values: pages),
        DemoColumn("page_title", "페이지 제목", "Page title"),
        DemoColumn("element", "화면 요소", "Element", codes: Element.self),
        DemoColumn("category", "카테고리", "Category", codes: Category.self),
        DemoColumn("campaign", "캠페인", "Campaign", codes: Campaign.self),
        DemoColumn("os", "운영체제", "Operating system", codes: OperatingSystem.self),
        DemoColumn("app_version", "앱 버전", "App version", codes: AppVersion.self),
        DemoColumn("method", "결제수단", "Payment method", codes: PaymentMethod.self),
        DemoColumn("amount", "금액", "Amount", .integer),
        DemoColumn("fail_reason", "실패 사유", "Reason of failure", codes: FailReason.self),
        DemoColumn("outcome", "심사 결과", "Decision", codes: LoanOutcome.self),
        DemoColumn("reference_id", "거래번호", "Reference"),
    ]

    static let paymentColumns = [
        DemoColumn("payment_id", "결제번호", "Payment id"),
        DemoColumn("member_id", "회원번호", "Member id"),
        DemoColumn("time", "시각", "Time", .time),
        DemoColumn("amount", "결제금액", "Amount", .integer),
        DemoColumn("discount", "할인금액", "Discount", .integer),
        DemoColumn("method", "결제수단", "Payment method", codes: PaymentMethod.self),
        DemoColumn("category", "업종", "Merchant category", values: merchantCategories),
        DemoColumn("merchant", "가맹점", "Merchant"),
        DemoColumn("status", "상태", "Status", codes: TransactionStatus.self),
        DemoColumn("fail_reason", "실패 사유", "Reason of failure", codes: FailReason.self),
    ]

    static let transferColumns = [
        DemoColumn("transfer_id", "송금번호", "Transfer id"),
        DemoColumn("member_id", "회원번호", "Member id"),
        DemoColumn("time", "시각", "Time", .time),
        DemoColumn("amount", "송금액", "Amount", .integer),
        DemoColumn("recipient_kind", "받는 곳", "Recipient kind", codes: RecipientKind.self),
        DemoColumn("recipient_id", "받는 회원", "Receiving member"),
        DemoColumn("memo", "메모", "Memo"),
        DemoColumn("status", "상태", "Status", codes: TransactionStatus.self),
        DemoColumn("fail_reason", "실패 사유", "Reason of failure", codes: FailReason.self),
    ]

    static let loanInquiryColumns = [
        DemoColumn("inquiry_id", "조회번호", "Inquiry id"),
        DemoColumn("member_id", "회원번호", "Member id"),
        DemoColumn("time", "시각", "Time", .time),
        DemoColumn("product", "상품", "Product", values: Category.loans.map(DemoColumn.value)),
        DemoColumn("desired_amount", "희망 금액", "Desired amount", .integer),
        DemoColumn("offers", "제안 수", "Number of offers", .integer),
        DemoColumn("best_rate_bp", "최저 금리(0.01%)", "Best rate in basis points", .integer),
        DemoColumn("outcome", "결과", "Outcome", codes: LoanOutcome.self),
        DemoColumn("approved_amount", "승인 금액", "Approved amount", .integer),
    ]

    private static let merchantCategories = Category.merchants.map(DemoColumn.value)
}
