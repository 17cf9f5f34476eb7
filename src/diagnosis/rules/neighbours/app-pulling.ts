import type { Rule } from '../../rule.ts';
import { advise } from '../../words/commands.ts';
import { fromEvent } from '../../words/evidence.ts';
import { initDone } from '../../words/init-done.ts';
import { secondsBetween, spell } from '../../words/words.ts';

const slow = 300;

/** Init is done, and the image of the app is on its way: `PodInitializing` says the same as during init. */
export const appPulling: Rule = {
  id: 'app-pulling',
  judge(facts) {
    if (facts.progress.phase !== 'initialized') return [];
    return facts.progress.apps.flatMap((step) => {
      if (step.state !== 'waiting' && step.state !== 'not-started') return [];
      const own = facts.events.filter(({ container }) => container === step.name);
      const pulling = own.findLast(({ reason }) => reason === 'Pulling');
      if (!pulling || own.some(({ reason, at }) => reason !== 'Pulling' && at >= pulling.at)) return [];
      const seconds = secondsBetween(pulling.at, facts.now) ?? 0;
      return [
        {
          code: 'app-pulling',
          category: 'app-container',
          severity: seconds > slow ? 'warning' : 'info',
          container: step.name,
          cause: `${initDone(facts)}; image ${step.image} of app container ${step.name} has been pulled for ${spell(seconds)}`,
          fixes: [
            advise(
              `wait for the pull of ${step.image}; where it takes long, a smaller image, a registry nearby or a preloaded image helps`,
            ),
          ],
          evidence: [fromEvent(pulling)],
          heals: 'by-itself',
          confidence: 'certain',
          depth: 'cause',
        },
      ];
    });
  },
};
