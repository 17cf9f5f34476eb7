/** Entrypoints of images that are made for waiting, by the last part of the image's name. */
const ENTRYPOINTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^k8s-wait-for$/, ['wait_for.sh']],
  [/^dockerize$/, ['dockerize']],
  [/^(?:docker-)?wait-for-it$/, ['wait-for-it.sh']],
  [/^wait4x$/, ['wait4x']],
  [/^wait-for$/, ['wait-for']],
  [/^wait-for-dependencies$/, ['wait-for-dependencies']],
  [/^wait-port$/, ['wait-port']],
  [/^kubectl$/, ['kubectl']],
  [/^curl$/, ['curl']],
];

/** What the image runs where the container has no `command`: known entrypoints; others are taken to run their arguments. */
export function entrypoint(image: string): readonly string[] {
  const name = (image.split('@')[0] ?? '').split('/').at(-1)?.split(':')[0] ?? '';
  return ENTRYPOINTS.find(([pattern]) => pattern.test(name))?.[1] ?? [];
}
