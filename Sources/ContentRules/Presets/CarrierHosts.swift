/// Where parcels are followed.
enum CarrierHosts {
    static let all = [
        "dhl.de", "dhl.com", "dhl.nl", "dhlparcel.nl", "dhlecommerce.nl", "deutschepost.de", "myhermes.de",
        "hermesworld.com", "dpd.com", "dpd.de", "dpd.fr", "dpd.com.pl", "dpdgroup.com", "gls-group.eu", "gls-group.com",
        "gls-pakete.de", "ups.com", "fedex.com", "tnt.com", "postnl.nl", "postnl.be", "bpost.be", "bpost.cloud",
        "colissimo.fr", "laposte.fr", "chronopost.fr", "mondialrelay.fr", "mondialrelay.com", "relaiscolis.com",
        "inpost.pl", "inpost.fr", "poczta-polska.pl", "post.at", "post.ch", "asendia.com", "correos.es", "seur.com",
        "mrw.es", "poste.it", "brt.it", "royalmail.com", "evri.com", "parcelforce.com", "postnord.com",
        "trans-o-flex.com",
        "dachser.com", "dbschenker.com", "raben-group.com", "rhenus.com", "17track.net", "parcellab.com",
    ]
}
