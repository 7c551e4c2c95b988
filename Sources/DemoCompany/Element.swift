/// A part of a screen that is shown or touched.
package enum Element: String, Labelled {
    case homeBanner = "home_banner"
    case quickPay = "quick_pay"
    case quickTransfer = "quick_transfer"
    case menuLoan = "menu_loan"
    case menuPoints = "menu_points"
    case menuCoupons = "menu_coupons"
    case menuGift = "menu_gift"
    case menuEvents = "menu_events"
    case menuMy = "menu_my"
    case bell
    case searchBox = "search_box"
    case retry
    case joinButton = "join_button"
    case creditCard = "credit_card"

    package var label: Label {
        switch self {
        case .homeBanner: Label("홈 배너", "Home banner")
        case .quickPay: Label("바로 결제", "Quick pay")
        case .quickTransfer: Label("바로 송금", "Quick transfer")
        case .menuLoan: Label("대출 메뉴", "Loan menu")
        case .menuPoints: Label("포인트 메뉴", "Points menu")
        case .menuCoupons: Label("쿠폰 메뉴", "Coupon menu")
        case .menuGift: Label("선물 메뉴", "Gift menu")
        case .menuEvents: Label("이벤트 메뉴", "Campaign menu")
        case .menuMy: Label("마이 메뉴", "My menu")
        case .bell: Label("알림 종", "Bell")
        case .searchBox: Label("검색창", "Search box")
        case .retry: Label("다시 시도", "Try again")
        case .joinButton: Label("참여하기", "Join button")
        case .creditCard: Label("신용점수 카드", "Credit score card")
        }
    }
}
