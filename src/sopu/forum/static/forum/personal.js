/* Personal data in a sentence, by the patterns of sopu/core/personal.py: told before the sentence leaves the phone. */

const CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
const CODE = /(?<![0-9a-zåäö])(\d{6})([-+a-fu-y])(\d{3})([0-9a-y])(?![0-9a-zåäö])/gi;
const EMAIL = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/;
const PHONE = /(?<![\w+/.,:-])(?:(?:\+|00)(?=[1-9])(?:[ -]?\(0\)|[ -]?\d){8,15}|\(?0(?!10|20|29|30|71|73|75|[678]00)[1-9]\d{0,2}\)?(?:[ -]?\d){5,9})(?![\w/]|[.,]\d)/;
const STREET = /(?<![\p{L}\d_-])(\p{L}[\p{L}\d-]*?(katu|kadu(?:n|lla|lta|lle)|kuja(?:n|lla|lta|lle)?|gatan|gränd(?:en)?|tie(?:n|llä|ltä|lle)?|polku|polu(?:n|lla|lta|lle)|väylä(?:n|llä|ltä|lle)?|raitti|raiti(?:n|lla|lta|lle)|rin(?:ne|teen|teellä|teeltä)|kaari|kaare(?:n|lla|lta)|bulevardi(?:n|lla|lta)?|puistikko|vägen|stigen|allén|svängen|stranden|backen)) \d{1,3}(?![\w/%€]|[.,:–-]\d| ?(?:%|€|km|m|min|kpl|euro|vuo|kuukau|päiv|tunti|pros|hen[gk]|år|kilometer))/giu;
const ROAD = /^(?:valta|kanta|seutu|yhdys|maan|moottori|rauta|pää|juna|hoito|palvelu|asiakas|asiakkaan|kuntoutus|oppimis|opinto|ura|digi|tiedon|riks|stam|motor|järn|vård|service|lärande|studie)(?:tie|polku|polu|väylä|vägen|stigen)/i;

function isCode([, day, , number, check]) {
  return Number(number) > 1 && CHECKS[Number(day + number) % 31] === check.toUpperCase();
}

function isStreet([, name, ending]) {
  const isSure = /^(katu|kadu|kuja|gatan|gränd)/i.test(ending);
  return name.length - ending.length > 1 && !ROAD.test(name) && (isSure || name[0] !== name[0].toLowerCase());
}

/* The kinds of personal data that the text seems to have. */
export function personalIn(text) {
  if (!/[@\d]/.test(text)) return [];
  const found = {
    identity_code: [...text.matchAll(CODE)].some(isCode),
    phone: PHONE.test(text),
    email: EMAIL.test(text),
    address: [...text.matchAll(STREET)].some(isStreet),
  };
  return Object.keys(found).filter((kind) => found[kind]);
}
