import { shape, type Writing } from './mask.ts';

/** Tokens and keys that are known by their looks. Prefixes are kept: they say what it is and whose. */
export const tokens: readonly Writing[] = [
  // JSON Web Tokens: `{"` in base64 twice, so image digests and other base64 are none.
  shape(['eyj'], /\beyJ[\w-]{8,4000}\.[\w-]{8,8000}(?:\.[\w-]{0,4000}){0,3}/g),
  shape(['akia', 'asia', 'abia', 'acca'], /\b(?<kept>A(?:KIA|SIA|BIA|CCA))[A-Z0-9]{16}\b/g),
  shape(['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], /\b(?<kept>gh[pousr]_|github_pat_)\w{20,255}/g),
  shape(['gl'], /\b(?<kept>gl(?:pat|dt|rt|cbt|ptt|ft|imt|oas|soat|agent)-)[\w.-]{20,255}/g),
  shape(['xox', 'xapp-'], /\b(?<kept>xox[a-z]-|xapp-)[\w-]{10,255}/g),
  shape(['hooks.slack.com'], /(?<kept>\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,255}/g),
  shape(['aiza'], /\b(?<kept>AIza)[\w-]{35}/g),
  shape(['ya29.', 'gocspx-'], /\b(?<kept>ya29\.|GOCSPX-)[\w-]{20,2000}/g),
  shape(['_live_', '_test_'], /\b(?<kept>(?:[sr]k|whsec|pk)_(?:live|test)_)[A-Za-z0-9]{16,255}/g),
  shape(['npm_', 'hf_', 'dckr_', 'dop_v1_', 'doo_v1_'], /\b(?<kept>npm_|hf_|dckr_pat_|dckr_oat_|do[opr]_v1_)[\w-]{20,255}/g),
  shape(['pypi-', 'sg.', 'shpat_', 'sk-'], /\b(?<kept>pypi-|SG\.|shpat_|sk-(?:proj-|ant-)?)(?=[\w.-]{0,60}\d)[\w.-]{20,255}/g),
  shape(['hvs.', 'hvb.', 'hvr.'], /\b(?<kept>hv[sbr]\.)[\w-]{20,500}/g),
  shape(['age-secret-key-'], /\b(?<kept>AGE-SECRET-KEY-)1[A-Z0-9]{40,80}/g),
];
