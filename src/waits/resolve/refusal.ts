import type { WaitOutcome } from '../model.ts';

/** Why a read was refused, in a few words: who asked and for what stands at the end of the report. */
export const inBrief = (reason: string): string => reason.replace(/ is forbidden: .{0,2000}$/s, ' is forbidden');

export const couldNotBeRead = (what: string, reason: string): string => `${what} could not be read: ${inBrief(reason)}`;

export const unreadable = (what: string, reason: string): WaitOutcome => ({ state: 'unreadable', reason: couldNotBeRead(what, reason) });
