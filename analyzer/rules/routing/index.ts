export { headerNameRepeated } from './header-name-repeated';
export { hostnameCaptured } from './hostname-captured';
export { hostnameIsIp } from './hostname-is-ip';
export { hostnameMissingOnSharedListener } from './hostname-missing-on-shared-listener';
export { hostnameSharedByKinds } from './hostname-shared-by-kinds';
export { regularExpressionInvalid } from './regular-expression-invalid';
export { routeShadowed } from './route-shadowed';
export { routeWithoutTraffic } from './route-without-traffic';
